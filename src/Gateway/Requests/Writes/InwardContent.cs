using System.Text.Json.Nodes;
using Gateway.Federation.Records;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;
using Gateway.Fhir.Outcomes;

namespace Gateway.Requests.Writes;

/// <summary>What a caller wrote as the source knows it: under its own ids, without what the gateway or the source itself says of it.</summary>
/// <param name="originals">The resources of the record as the source has them, by their addresses here.</param>
internal sealed class InwardContent(IReadOnlyDictionary<string, Element> originals)
{
    private static readonly string[] s_given = ["versionId", "lastUpdated", "source"];

    /// <summary>The resource as it is at its source.</summary>
    public Element? Original(string address) => originals.TryGetValue(address, out var original) ? original : null;

    /// <summary>The content; with faults where it refers to what the source does not have.</summary>
    public (Element Content, IReadOnlyList<Fault> Faults) Of(Element content, string? ownId)
    {
        var (faults, bare) = (new List<Fault>(), Bare(content, ownId));
        var draft = bare.Edit();
        References.Edit(draft, bare, (reference, edited) =>
        {
            if (reference["reference"].FirstOrDefault() is not { IsNone: false, Text: { } text } old || text.StartsWith('#') || text.Contains(':', StringComparison.Ordinal))
                return;
            if (originals.TryGetValue(text, out var original) && original.ChildText("id") is { } own)
                edited().Edit(old).SetText($"{original.Type.Name}/{own}");
            else if (reference["identifier"].Any())
                edited().Remove(old);
            else
                faults.Add(new Fault(FaultKind.NotFound, "The source of this resource does not have what is referred to here.", $"{content.Type.Name}.{reference.Name}", 0, 0));
        });
        return (draft.Build(), faults);
    }

    /// <summary>True when all that the source has of a resource was told here, but for the references that are known not to be, so that writing over it loses nothing.</summary>
    public bool IsWhole(Element shown, Element original, UntoldReferences untold) =>
        Of(untold.Without(shown), original.ChildText("id")) is { Faults.Count: 0, Content: var back } && IsSame(back, untold.Without(original));

    /// <summary>True when two say the same, whatever is said of them.</summary>
    public static bool IsSame(Element one, Element other) => JsonNode.DeepEquals(Node(one), Node(other));

    private static JsonNode? Node(Element resource)
    {
        var node = JsonNode.Parse(FhirJson.ToUtf8(resource));
        node?.AsObject().Remove("meta");
        return node;
    }

    // The source gives versions, and the gateway says whose a resource is.
    private static Element Bare(Element content, string? ownId)
    {
        var draft = content.Edit();
        draft.Remove("id");
        if (ownId is not null)
            draft.AddText("id", ownId);
        foreach (var meta in content["meta"])
            if (meta.Children.All(c => s_given.Contains(c.Name)))
                draft.Remove(meta);
            else
                Strip(draft.Edit(meta));
        return draft.Build();

        static void Strip(ElementDraft meta)
        {
            foreach (var name in s_given)
                meta.Remove(name);
        }
    }
}
