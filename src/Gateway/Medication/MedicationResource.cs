using Gateway.Fhir.Elements;

namespace Gateway.Medication;

/// <summary>A resource that a source answered with, its references rewritten to the gateway's.</summary>
/// <param name="Source">The name of the source.</param>
/// <param name="AsOf">When what it says was true; the source's own age where it is not known.</param>
/// <param name="Resource">A statement on a medicine, the Medication that one refers to, or an OperationOutcome that lies in the record. Others are passed over.</param>
internal sealed record MedicationResource(string Source, DateTimeOffset? AsOf, Element Resource);
