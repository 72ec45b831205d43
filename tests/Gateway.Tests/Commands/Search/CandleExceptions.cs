namespace Gateway.Tests.Commands.Search;

/// <summary>Cases of fhir-candle that R4 itself answers otherwise: what they expect, what R4 gives, and why.</summary>
internal static class CandleExceptions
{
    public static readonly Dictionary<string, (int Expected, int Given, string Reason)> All = new()
    {
        ["Observation?subject.name=peter"] = (4, 5, "one Observation contains its subject, a Patient named Peter: \"A chained condition will be evaluated inside contained resources\" (R4 search, 3.1.1.5.5)"),
        ["Patient?identifier=|12345"] = (1, 0, "the only identifier of that value has a system: \"the Coding/Identifier has no system property\" (R4 search, 3.1.1.4.10)"),
    };
}
