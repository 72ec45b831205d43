using System.Security.Claims;
using System.Text.RegularExpressions;

namespace Gateway.Security.Claims;

/// <summary>What a token says of its user beside name and role: whether the police have vetted them, whether they are the AMHP on duty.</summary>
/// <param name="True">What holds, in the words that rows of policies may ask for.</param>
/// <param name="False">What the token says does not hold.</param>
internal sealed partial record ClaimedFacts(IReadOnlySet<string> True, IReadOnlySet<string> False)
{
    public const string PoliceVetted = "police-vetted";
    public const string AmhpOnDuty = "amhp-on-duty";
    private const int Most = 50;

    /// <summary>The facts; null when the token contradicts itself, or has a word that is none.</summary>
    public static ClaimedFacts? Read(ClaimsPrincipal principal, int? assurance)
    {
        var (holds, fails) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        foreach (var word in principal.Words("facts"))
            if (!IsFact(word) || !holds.Add(word) || holds.Count > Most)
                return null;
        foreach (var level in principal.Words("police_vetting"))
            if (Vetting().IsMatch(level))
                holds.UnionWith(level == "true" ? [PoliceVetted] : [PoliceVetted, $"police-vetting-{level.ToLowerInvariant()}"]);
            else
                fails.Add(PoliceVetted);
        foreach (var word in principal.Words("amhp_on_duty"))
            (word == "true" ? holds : fails).Add(AmhpOnDuty);
        if (assurance is { } proved)
            holds.Add($"identity-assurance-{proved}");
        return holds.Overlaps(fails) ? null : new ClaimedFacts(holds, fails);
    }

    /// <summary>True for a word that can be a fact: small letters, digits and hyphens.</summary>
    public static bool IsFact(string word) => Fact().IsMatch(word);

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Fact();

    // The levels of police vetting, for police and for others (College of Policing, Authorised Professional Practice on vetting). Any other word is no vetting.
    [GeneratedRegex("^(true|NPPV[1-4]|NPPV2[AF]|RV|MV|CTC|SC|DV)\\z", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Vetting();
}
