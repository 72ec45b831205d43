using System.Text.Json;
using System.Text.RegularExpressions;
using Gateway.Access.Redaction.Parts;
using Gateway.Access.Redaction.Reading;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;

namespace Gateway.Access.Redaction;

/// <summary>
/// What is seen of a Bundle: the entries whose resources are seen. Its total would count the others, and is left out; a document or a message is
/// one whole and not shown.
/// </summary>
internal static partial class ProjectedBundle
{
    // What the entries' own elements may hold; resources are shown by their own views.
    private const string Shown = """
        {"bundle": {"timestamp": "value", "link": {"shows": {"relation": {"matching": "^[a-z]{1,20}\\z"}, "url": {"matching": "^https?://\\S+\\z"}}}},
         "entry": {
           "search": {"shows": {"mode": {"matching": "^(match|include|outcome)\\z"}, "score": "value"}},
           "request": {"shows": {"method": {"matching": "^(GET|HEAD|POST|PUT|DELETE|PATCH)\\z"}, "url": {"matching": "^[A-Z][A-Za-z]{1,40}(/[A-Za-z0-9\\-.]{1,64})?\\z"}}},
           "response": {"shows": {"status": {"matching": "^[0-9]{3}"}, "lastModified": "value"}}}}
        """;

    private static readonly string[] s_types = ["searchset", "collection", "history", "batch-response", "transaction-response"];
    private static readonly PartList s_bundle = Parts("bundle", "Bundle");
    private static readonly PartList s_entry = Parts("entry", "Bundle", "entry");

    public static Projected? Of(Element bundle, Projection projection)
    {
        if (bundle.ChildText("type") is not { } type || !s_types.Contains(type))
            return null;
        var run = new ProjectionRun();
        var draft = projection.Begin(bundle, run).AddText("type", type);
        s_bundle.Copy(bundle, draft, new ProjectionRun());
        foreach (var entry in bundle.Named(Names.Entry))
            if (Entry(entry, type, projection, run) is { } shown)
                draft.Put("entry", shown);
            else
                run.Leave(entry);
        return run.IsFaulty ? null : new Projected(draft.Build(), run.Removed);
    }

    /// <summary>What is seen of a resource within another.</summary>
    internal static Element? Resource(Element resource, Projection projection, ProjectionRun run)
    {
        if (projection.Apply(resource) is not { } shown)
            return null;
        foreach (var path in shown.Removed)
            run.Leave(path);
        return shown.Resource;
    }

    private static Element? Entry(Element entry, string type, Projection projection, ProjectionRun run)
    {
        var resource = entry["resource"].Select(r => Resource(r, projection, run)).FirstOrDefault();
        // Answers stand in the order of what was asked: one that is not shown leaves its place.
        var isAnswer = type.EndsWith("-response", StringComparison.Ordinal);
        if (resource is null && !isAnswer)
            return null;
        var draft = ElementDraft.New(entry.Type);
        if (entry.ChildText("fullUrl") is { } url && resource is not null && FullUrl().IsMatch(url))
            draft.AddText("fullUrl", url);
        if (resource is { } shown)
            draft.Put("resource", shown);
        return s_entry.Copy(entry, draft, new ProjectionRun()) ? draft.Build() : null;
    }

    private static PartList Parts(string name, params string[] path)
    {
        using var shown = JsonDocument.Parse(Shown);
        var (faults, words) = (new List<string>(), new Vocabulary(null));
        var found = new ReadFaults(name, faults);
        var type = path.Skip(1).Aggregate(DefinitionSet.R4.FindType(path[0])!, (t, step) => t.Find(step)!.Type);
        var parts = new PartReader(words, new ConditionReader(words, found), found).Read(shown.RootElement.GetProperty(name).EnumerateObject(), default, type, "");
        return faults.Count == 0 ? parts : throw new InvalidOperationException(string.Join(Environment.NewLine, faults));
    }

    [GeneratedRegex(@"^(urn:uuid:[0-9a-f\-]{36}|https?://[^\s?#]+/[A-Z][A-Za-z]{1,40}/[A-Za-z0-9\-.]{1,64})\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex FullUrl();
}
