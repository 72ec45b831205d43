namespace Gateway.Demo.Journeys;

/// <summary>A step did not go as told; the journey ends with it.</summary>
internal sealed class JourneyFailedException : Exception;
