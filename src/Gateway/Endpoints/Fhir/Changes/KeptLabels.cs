using Gateway.Access.Labels;
using Gateway.Fhir.Elements;

namespace Gateway.Endpoints.Fhir.Changes;

/// <summary>
/// The security labels of what changes. Those that it bears stay, whatever the change leaves out, and a change may add to them. What the gateway says of it by itself whenever it is read is not kept: who reads, changes
/// and writes back would else write down for good what follows from codes and source.
/// </summary>
internal static class KeptLabels
{
    /// <summary>The content with the labels that are to be stored with it.</summary>
    /// <param name="before">What is there, as it is stored.</param>
    /// <param name="content">What it is to be.</param>
    /// <param name="labels">The labels that content has by itself.</param>
    public static Element Of(Element before, Element content, Func<Element, LabelSet> labels)
    {
        var (borne, given) = (Keys(before), Keys(content));
        var missing = Labels(before).Where(l => !given.Contains(Key(l))).ToList();
        var added = Labels(content).Where(l => !borne.Contains(Key(l))).ToList();
        if (added.Count == 0)
            return missing.Count == 0 ? content : With(content, [], missing);
        var said = labels(With(content, added, missing));
        added.RemoveAll(l => !said.Says(l));
        return missing.Count == 0 && added.Count == 0 ? content : With(content, added, missing);
    }

    private static Element With(Element content, List<Element> without, List<Element> more)
    {
        var draft = content.Edit();
        var meta = content["meta"].FirstOrDefault() is { IsNone: false } own ? draft.Edit(own) : draft.Add("meta");
        foreach (var label in without)
            meta.Remove(label);
        foreach (var label in more)
            meta.Put("security", label);
        return draft.Build();
    }

    private static IEnumerable<Element> Labels(Element resource) => resource["meta"].SelectMany(m => m["security"]);

    private static HashSet<(string?, string?)> Keys(Element resource) => [.. Labels(resource).Select(Key)];

    private static (string?, string?) Key(Element label) => (label.ChildText("system"), label.ChildText("code"));
}
