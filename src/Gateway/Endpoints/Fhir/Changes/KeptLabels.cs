using Gateway.Fhir.Elements;

namespace Gateway.Endpoints.Fhir.Changes;

/// <summary>The security labels that a resource bears already. A change may add to them, and takes none away.</summary>
internal static class KeptLabels
{
    public static Element Of(Element before, Element content)
    {
        var there = Labels(content).Select(Key).ToHashSet();
        var missing = Labels(before).Where(l => !there.Contains(Key(l))).ToList();
        if (missing.Count == 0)
            return content;
        var draft = content.Edit();
        var meta = content["meta"].FirstOrDefault() is { IsNone: false } own ? draft.Edit(own) : draft.Add("meta");
        foreach (var label in missing)
            meta.Put("security", label);
        return draft.Build();
    }

    private static IEnumerable<Element> Labels(Element resource) => resource["meta"].SelectMany(m => m["security"]);

    private static (string?, string?) Key(Element label) => (label.ChildText("system"), label.ChildText("code"));
}
