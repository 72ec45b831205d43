using Gateway.Fhir.Elements;

namespace Gateway.Demo.Journeys;

/// <summary>A way through the gateway and the outside systems, played against a running demo.</summary>
/// <param name="Title">Its name.</param>
/// <param name="PlayAsync">Plays it and says how each step went; a step that fails ends it.</param>
internal sealed record Journey(string Title, Func<JourneyPlay, Task> PlayAsync)
{
    /// <summary>The three journeys of the main job.</summary>
    public static IReadOnlyList<Journey> All { get; } =
    [
        new("A trust asks for medication history", MedicationJourney.PlayAsync),
        new("Custody raises a health request", HealthRequestJourney.PlayAsync),
        new("The community provider takes up a referral", ReferralJourney.PlayAsync),
    ];

    /// <summary>Plays it on a running demo.</summary>
    /// <param name="demo">The demo.</param>
    /// <param name="told">Is told each step as it ends.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <param name="seen">Is shown the FHIR content of each answer.</param>
    public async Task<IReadOnlyList<JourneyStep>> RunAsync(DemoGateway demo, Action<JourneyStep> told, CancellationToken cancellation, Action<Element>? seen = null)
    {
        using var play = new JourneyPlay(demo, told, seen, cancellation);
        try
        {
            await PlayAsync(play);
        }
        catch (JourneyFailedException)
        {
            // The step that failed is told already.
        }

        return play.Steps;
    }
}
