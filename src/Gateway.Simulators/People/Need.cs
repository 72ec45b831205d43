namespace Gateway.Simulators.People;

/// <summary>A risk or need that custody or a screen found.</summary>
internal sealed record Need(string Code, string Detail)
{
    public static IReadOnlyList<Need> All { get; } =
    [
        new("self-harm", "Scratched at old scars on arrival"),
        new("suicide", "Spoke of not wanting to wake up"),
        new("violence", "Struck out when searched"),
        new("alcohol", "Drinks daily, last drink before arrest"),
        new("drugs", "Heroin, last used this morning"),
        new("homelessness", "Sleeps where there is room"),
        new("domestic-abuse", "Says that a partner hits out"),
        new("vulnerable-adult", "Cannot read the rights leaflet"),
        new("veteran", "Served six years"),
        new("epilepsy", "Last seizure two months ago"),
        new("diabetes", "Takes tablets for it"),
        new("asthma", "Carries an inhaler"),
        new("mental-health", "Known to the community team"),
        new("learning-disability", "Went to a special school"),
        new("autism", "Asks for quiet and dim light"),
        new("physical-health", "Walks with a stick"),
        new("alcohol-withdrawal", "Shakes and sweats"),
        new("drug-withdrawal", "Says that it begins in four hours"),
        new("medication", "Missed a dose"),
        new("escape", "Ran from an escort last year"),
        new("first-time-in-custody", "Never been arrested before"),
    ];
}
