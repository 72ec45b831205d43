using Gateway.Fhir.Elements;

namespace Gateway.Requests.Messages;

/// <summary>What became of a message that was processed.</summary>
/// <param name="Resource">What it is about, as it is now: the ServiceRequest of a request; none for an answer.</param>
/// <param name="Address">The address of that, or of the Task that an answer moved.</param>
/// <param name="Patient">The address of the person.</param>
internal sealed record MessageOutcome(Element? Resource, string Address, string Patient);
