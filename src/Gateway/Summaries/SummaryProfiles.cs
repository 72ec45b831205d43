using Gateway.Fhir.Elements;

namespace Gateway.Summaries;

/// <summary>
/// The profiles that a summary claims. What they ask of the document itself every summary meets; what they ask of records is the sources' and the caller's view to give: a Patient with a date of birth
/// and with nothing but names that say a name (http://hl7.org/fhir/uv/ips/StructureDefinition/Patient-uv-ips), and of smoking and drinking one Observation each. Where it is not so, nothing is claimed.
/// </summary>
internal static class SummaryProfiles
{
    public const string Bundle = "http://hl7.org/fhir/uv/ips/StructureDefinition/Bundle-uv-ips";
    public const string Composition = "http://hl7.org/fhir/uv/ips/StructureDefinition/Composition-uv-ips";
    private const string Loinc = "http://loinc.org";
    private const string SocialHistory = "29762-2";
    private static readonly string[] s_names = ["family", "given", "text"];

    // Tobacco smoking status; alcoholic drinks per day.
    private static readonly string[] s_single = ["72166-2", "74013-4"];

    /// <summary>True where the Bundle and its Composition meet IPS's profiles.</summary>
    public static bool HoldFor(SummaryContent content)
    {
        var habits = content.Of(SummarySections.All.Single(s => s.Code == SocialHistory));
        return content.Subject["birthDate"].Any() && content.Subject["name"].Any() && content.Subject["name"].All(n => s_names.Any(p => n[p].Any()))
            && s_single.All(c => habits.Count(o => o["code"].SelectMany(t => t["coding"]).Any(g => g.ChildText("system") == Loinc && g.ChildText("code") == c)) <= 1);
    }
}
