using Gateway.Access.Labels;
using Gateway.Fhir.Elements;

namespace Gateway.Access.Decisions;

/// <summary>
/// Decides Bundles and Parameters by the resources in them, however deep they lie, and wherever they stand. A document or a message is one whole: all of it, or nothing. Where the row shows
/// parts of resources only, what stands beside the resources is not shown either.
/// </summary>
internal sealed class PartwiseDecision(Func<Element, Decided> decide, bool isStrict)
{
    private static readonly string[] s_bundle = ["id", "meta", "type", "timestamp", "link"];
    private static readonly string[] s_entry = ["fullUrl", "search", "request"];
    private static readonly string[] s_response = ["status", "location", "etag", "lastModified"];
    private readonly List<(string Path, Decided Decided)> _parts = [];

    public Decided Of(Element holder)
    {
        var shown = holder.Type.Name == "Bundle" ? Bundle(holder) : Parameters(holder, "Parameters", "parameter");
        var labels = LabelSet.None;
        foreach (var (_, part) in _parts)
            labels = labels.With(part.Labels);
        return new Decided
        {
            Shown = shown,
            Verdict = shown is null ? Verdict.Deny : Verdict.Permit,
            Row = Only(p => p.Row),
            Projection = Only(p => p.Projection),
            Lifted = Only(p => p.Lifted),
            Labels = labels,
            Patients = [.. _parts.SelectMany(p => p.Decided.Patients).Distinct()],
            Consents = [.. _parts.SelectMany(p => p.Decided.Consents).Distinct()],
            Removed = [.. _parts.SelectMany(p => p.Decided.Shown is null ? [p.Path] : p.Decided.Removed.Select(r => $"{p.Path}.{r[(r.IndexOf('.', StringComparison.Ordinal) + 1)..]}"))],
            Reasons = [.. _parts.SelectMany(p => p.Decided.Reasons.Select(r => r with { Rule = $"{p.Path} {r.Rule}".TrimEnd() }))],
        };
    }

    private string? Only(Func<Decided, string?> of) => _parts.Select(p => of(p.Decided)).Distinct().ToList() is [var one] ? one : null;

    private Element? Part(Element resource, string path)
    {
        var decided = decide(resource);
        _parts.Add((path, decided));
        return decided.Shown;
    }

    private Element? Bundle(Element bundle)
    {
        var entries = bundle["entry"].Select((e, i) => (Given: e, Seen: Entry(e, $"Bundle.entry[{i}]"))).ToList();
        var isWhole = entries.TrueForAll(e => e.Seen == e.Given);
        if (isWhole && !isStrict)
            return bundle;
        if (!isWhole && bundle.ChildText("type") is "document" or "message")
            return null;
        // The total counts what is not shown, and the signature is of what was.
        var draft = Copy(bundle, s_bundle);
        foreach (var (_, seen) in entries)
            if (seen is { } entry)
                draft.Put("entry", entry);
        return draft.Build();
    }

    // An answer to a request keeps its place; a resource that is not shown takes along what stands around it.
    private Element? Entry(Element entry, string path)
    {
        var (given, seen) = Child(entry, "resource", path);
        var response = entry["response"].FirstOrDefault();
        var (outcome, told) = response.IsNone ? (null, null) : Child(response, "outcome", $"{path}.response");
        if (seen == given && told == outcome && !isStrict)
            return entry;
        if (seen is null && response.IsNone)
            return null;
        var draft = Copy(entry, seen is null ? ["request"] : s_entry);
        if (seen is { } resource)
            draft.Put("resource", resource);
        if (!response.IsNone)
        {
            var answer = Copy(response, seen is null && given is not null ? ["status"] : s_response);
            if (told is { } shown)
                answer.Put("outcome", shown);
            draft.Put("response", answer.Build());
        }

        return draft.Build();
    }

    private (Element? Given, Element? Seen) Child(Element holder, string name, string path) =>
        holder[name].FirstOrDefault() is { IsNone: false } given ? (given, Part(given, $"{path}.{name}")) : (null, null);

    private static ElementDraft Copy(Element from, IEnumerable<string> names)
    {
        var draft = ElementDraft.New(from.Type);
        foreach (var child in names.SelectMany(n => from[n]))
            draft.Put(child.Name, child);
        return draft;
    }

    // What holds parameters, with those of their resources that are seen; itself where that is all of them.
    private Element? Parameters(Element holder, string path, string name)
    {
        var seen = holder[name].Select((p, i) => (Given: p, Seen: Parameter(p, $"{path}.{name}[{i}]"))).ToList();
        if (seen.TrueForAll(p => p.Seen == p.Given) && !isStrict)
            return holder;
        var draft = Copy(holder, name == "part" ? ["name"] : ["id", "meta"]);
        foreach (var parameter in seen)
            if (parameter.Seen is { } left)
                draft.Put(name, left);
        return draft.Build();
    }

    private Element? Parameter(Element parameter, string path)
    {
        if (parameter["resource"].FirstOrDefault() is { IsNone: false } resource)
        {
            if (Part(resource, $"{path}.resource") is not { } seen)
                return null;
            return seen == resource && !isStrict ? parameter : Copy(parameter, ["name"]).Put("resource", seen).Build();
        }

        if (!parameter["part"].Any())
            return isStrict ? null : parameter;
        var left = Parameters(parameter, path, "part");
        return left == parameter || left!.Value["part"].Any() ? left : null;
    }
}
