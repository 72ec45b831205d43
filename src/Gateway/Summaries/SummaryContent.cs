using Gateway.Fhir.Elements;

namespace Gateway.Summaries;

/// <summary>What a summary is made of, all of it as its reader sees it.</summary>
/// <param name="Subject">The Patient that stands for the person.</param>
/// <param name="PatientIds">The ids of all Patients that are the person.</param>
/// <param name="Own">What is the person's.</param>
/// <param name="Referred">What that refers to.</param>
/// <param name="Missing">Who did not answer in full.</param>
/// <param name="Completeness">What each source did, as the reader is told.</param>
internal sealed record SummaryContent(Element Subject, IReadOnlyCollection<string> PatientIds, IReadOnlyList<Element> Own, IReadOnlyList<Element> Referred, IReadOnlyList<SummarySource> Missing, Element Completeness)
{
    /// <summary>The entries of a section, the newest first. What a medication statement rests on, and what was issued under a request, say the same again.</summary>
    public IReadOnlyList<Element> Of(SummarySection section)
    {
        var found = Own.Where(r => section.Types.Contains(r.Type.Name) && section.IsEntry(r)).ToList();
        var (told, requests) = (found.Where(r => r.Type.Name == "MedicationStatement").SelectMany(Bases).ToHashSet(), found.Where(r => r.Type.Name == "MedicationRequest").Select(Address).ToHashSet());
        return [.. found.Where(r => r.Type.Name != "MedicationRequest" || (!told.Contains(Address(r)) && !Bases(r).Any(requests.Contains)))
            .OrderByDescending(SummaryWords.Date, StringComparer.Ordinal).ThenBy(Address, StringComparer.Ordinal)];
    }

    /// <summary>True where a list of this kind says of itself that there is nothing.</summary>
    public bool IsNil(SummarySection section) => Own.Any(r => r.Type.Name == "List" && r["code"].SelectMany(c => c["coding"]).Any(c => c.ChildText("code") == section.Code)
        && r["emptyReason"].SelectMany(e => e["coding"]).Any(c => c.ChildText("code") == "nilknown"));

    public static string Address(Element resource) => $"{resource.Type.Name}/{resource.ChildText("id")}";

    private static IEnumerable<string> Bases(Element resource) => resource["basedOn"].Select(b => b.ChildText("reference")).OfType<string>();
}
