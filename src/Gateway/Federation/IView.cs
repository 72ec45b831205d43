using Gateway.Federation.Records;
using Gateway.Fhir.Elements;

namespace Gateway.Federation;

/// <summary>What somebody sees of what was gathered. What they do not see is gone before anything is matched, counted, sorted or followed.</summary>
internal interface IView
{
    /// <summary>Finds what is needed to decide on all that was gathered so far. Resources are seen after this only.</summary>
    Task KnowAsync(Gathering gathering, CancellationToken cancellation);

    /// <summary>A resource as it is seen; null when it is not.</summary>
    Element? See(RecordResource resource);
}
