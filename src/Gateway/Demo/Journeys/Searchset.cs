using Gateway.Federation.Completeness;
using Gateway.Fhir.Elements;

namespace Gateway.Demo.Journeys;

/// <summary>A search's answer as a caller reads it.</summary>
internal sealed class Searchset(Element bundle)
{
    /// <summary>The resources of that type that were found or included.</summary>
    public IReadOnlyList<Element> Of(string type) => bundle.IsNone ? [] : [.. bundle["entry"].SelectMany(e => e["resource"]).Where(r => r.Type.Name == type)];

    public string? Total => bundle.IsNone ? null : bundle.ChildText("total");

    /// <summary>What a source did, in the code of the completeness system; null when nothing is said of it.</summary>
    public string? StateOf(string source) => (bundle.IsNone ? [] : bundle.Type.Name == "OperationOutcome" ? [bundle] : Of("OperationOutcome")).SelectMany(o => o["issue"])
        .Where(i => Codings(i).Any(c => c is (CompletenessOutcome.SourceSystem, var name) && name == source))
        .SelectMany(Codings).Where(c => c.System == CompletenessOutcome.System).Select(c => c.Code).FirstOrDefault();

    private static IEnumerable<(string? System, string? Code)> Codings(Element issue) => issue["details"].SelectMany(d => d["coding"]).Select(c => (c.ChildText("system"), c.ChildText("code")));
}
