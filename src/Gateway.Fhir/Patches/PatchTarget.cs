using Gateway.Fhir.Elements;

namespace Gateway.Fhir.Patches;

/// <summary>An element of a resource with the elements around it, from the resource on.</summary>
internal sealed record PatchTarget(IReadOnlyList<Element> Trail)
{
    public Element Element => Trail[^1];

    /// <summary>The element in its resource; null when it lies in none of it. Parts of a patched resource lie in several trees, so that the way is looked for from the top.</summary>
    public static PatchTarget? Find(Element resource, Element element)
    {
        var trail = new List<Element> { resource };
        return IsAt(resource, element) || Find(trail, element) ? new PatchTarget(trail) : null;
    }

    /// <summary>The element around this one.</summary>
    /// <exception cref="PatchAbortException">This is the resource itself.</exception>
    public PatchTarget Holder(PathPatchOperation operation) => Trail.Count > 1 ? new PatchTarget([.. Trail.SkipLast(1)])
        : throw operation.Abort("the path leads to the resource itself.");

    /// <summary>The resource in which this element was changed.</summary>
    public Element Edit(Action<ElementDraft> change)
    {
        var root = Trail[0].Edit();
        change(Trail.Skip(1).Aggregate(root, (draft, element) => draft.Edit(element)));
        return root.Build();
    }

    private static bool Find(List<Element> trail, Element element)
    {
        foreach (var child in trail[^1].Children)
        {
            trail.Add(child);
            if (IsAt(child, element) || Find(trail, element))
                return true;
            trail.RemoveAt(trail.Count - 1);
        }

        return false;
    }

    private static bool IsAt(Element at, Element element) => at == element || at.Content == element.Content;
}
