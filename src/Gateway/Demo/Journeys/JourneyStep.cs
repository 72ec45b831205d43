namespace Gateway.Demo.Journeys;

/// <summary>One step of a journey, and whether it went as told.</summary>
/// <param name="Title">What should happen.</param>
/// <param name="Fault">What happened in its place; null when it went as told.</param>
internal sealed record JourneyStep(string Title, string? Fault)
{
    public bool IsDone => Fault is null;
}
