using System.Text.RegularExpressions;
using Gateway.Fhir.Elements;

namespace Gateway.Security.Police;

/// <summary>
/// What police see of a Bundle: the entries whose resources they see. Its total would count the others, and is left out; a document or a message is
/// one whole and not shown.
/// </summary>
internal static partial class PoliceBundle
{
    private static readonly string[] s_types = ["searchset", "collection", "history", "batch-response", "transaction-response"];

    public static Element? Of(Element bundle)
    {
        if (bundle.ChildText("type") is not { } type || !s_types.Contains(type))
            return null;
        var draft = PoliceProjection.Begin(bundle).AddText("type", type);
        new PlainPart("timestamp").Copy(bundle, draft);
        new InnerPart("link", new MatchedPart("relation", Relation()), new MatchedPart("url", Address())).Copy(bundle, draft);
        foreach (var shown in bundle["entry"].Select(e => Entry(e, type)).OfType<Element>())
            draft.Put("entry", shown);
        return draft.Build();
    }

    private static Element? Entry(Element entry, string type)
    {
        var resource = entry["resource"].Select(PoliceProjection.Apply).FirstOrDefault();
        // Answers stand in the order of what was asked: one that is not shown leaves its place.
        var isAnswer = type.EndsWith("-response", StringComparison.Ordinal);
        if (resource is null && !isAnswer)
            return null;
        var draft = ElementDraft.New(entry.Type);
        if (entry.ChildText("fullUrl") is { } url && resource is not null && FullUrl().IsMatch(url))
            draft.AddText("fullUrl", url);
        if (resource is { } shown)
            draft.Put("resource", shown);
        ViewPart[] parts =
        [
            new InnerPart("search", new MatchedPart("mode", Mode()), new PlainPart("score")),
            new InnerPart("request", new MatchedPart("method", Method()), new MatchedPart("url", RequestUrl())),
            new InnerPart("response", new MatchedPart("status", Status()), new PlainPart("lastModified")),
        ];
        return ViewPart.CopyAll(parts, entry, draft) ? draft.Build() : null;
    }

    [GeneratedRegex(@"^[a-z]{1,20}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Relation();

    [GeneratedRegex(@"^https?://\S+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Address();

    [GeneratedRegex(@"^(match|include|outcome)\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Mode();

    [GeneratedRegex(@"^(GET|HEAD|POST|PUT|DELETE|PATCH)\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Method();

    [GeneratedRegex(@"^[0-9]{3}(?= |\z)", RegexOptions.CultureInvariant)]
    private static partial Regex Status();

    [GeneratedRegex(@"^[A-Z][A-Za-z]{1,40}(/[A-Za-z0-9\-.]{1,64})?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex RequestUrl();

    [GeneratedRegex(@"^(urn:uuid:[0-9a-f\-]{36}|https?://[^\s?#]+/[A-Z][A-Za-z]{1,40}/[A-Za-z0-9\-.]{1,64})\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex FullUrl();
}
