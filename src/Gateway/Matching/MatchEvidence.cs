namespace Gateway.Matching;

/// <summary>What one part of two records says of whether they are one person's.</summary>
/// <param name="Part">The part: <c>birth-date</c>, <c>family-name</c>, <c>nhs-number</c>.</param>
/// <param name="Says">How they compare: agrees, agrees-nearly, differs.</param>
/// <param name="Weight">How much it tells, in bits: what is likely for one person above 0, what is likely for two below.</param>
internal sealed record MatchEvidence(string Part, string Says, double Weight)
{
    public const string Agrees = "agrees";
    public const string Nearly = "agrees-nearly";
    public const string Differs = "differs";
}
