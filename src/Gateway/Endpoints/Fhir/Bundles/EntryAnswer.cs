namespace Gateway.Endpoints.Fhir.Bundles;

/// <summary>Takes the answer to an entry of a Bundle in place of the wire: what was released goes on as it is.</summary>
internal sealed class EntryAnswer
{
    /// <summary>The answer; null until it was given, or where it is none in FHIR.</summary>
    public FhirAnswer? Given { get; set; }
}
