using System.Globalization;
using Gateway.Federation.Records;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;
using Gateway.Matching;

namespace Gateway.Endpoints.Fhir.Records;

/// <summary>Matches as a searchset: the likeliest first, each with its score, its grade and what both rest on.</summary>
internal static class MatchBundle
{
    private const string GradeExtension = "http://hl7.org/fhir/StructureDefinition/match-grade";
    private const string EvidenceExtension = "https://health-justice.example/fhir/StructureDefinition/match-evidence";

    public static Element Of(string root, string word, IReadOnlyList<(RecordResource Patient, MatchScore Score)> matches, int? total, Element outcome)
    {
        var bundle = ElementDraft.New(DefinitionSet.R4.FindType("Bundle")!).AddText("type", "searchset");
        if (total is { } known)
            bundle.AddText("total", known.ToString(CultureInfo.InvariantCulture));
        bundle.Add("link").AddText("relation", "self").AddText("url", $"{root}/Patient/{word}");
        foreach (var (patient, score) in matches)
            Add(bundle.Add("entry"), root, patient, score);
        var last = bundle.Add("entry").Put("resource", outcome);
        last.Add("search").AddText("mode", "outcome");
        return bundle.Build();
    }

    private static void Add(ElementDraft entry, string root, RecordResource patient, MatchScore score)
    {
        entry.AddText("fullUrl", $"{root}/{patient.Address}").Put("resource", patient.Resource);
        var search = entry.Add("search");
        search.Add("extension").AddText("url", GradeExtension).AddText("valueCode", score.Grade switch
        {
            MatchGrade.Certain => "certain",
            MatchGrade.Probable => "probable",
            MatchGrade.Possible => "possible",
            _ => "certainly-not",
        });
        foreach (var evidence in score.Evidence)
            search.Add("extension").AddText("url", EvidenceExtension).AddText("valueString", $"{evidence.Part} {evidence.Says}");
        search.AddText("mode", "match").AddText("score", score.Score.ToString(CultureInfo.InvariantCulture));
    }
}
