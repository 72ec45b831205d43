using Gateway.Fhir.Elements;

namespace Gateway.Security.Police;

/// <summary>An element of which parts are shown; where it repeats, those that meet <see cref="Where"/>.</summary>
internal sealed record InnerPart(string Name, params ViewPart[] Parts) : ViewPart(Name)
{
    public Func<Element, bool> Where { get; init; } = _ => true;

    /// <summary>True when one that loses its meaning takes the whole resource with it, in place of being left out itself.</summary>
    public bool IsNeeded { get; init; }

    public override bool Copy(Element from, ElementDraft to)
    {
        foreach (var element in from[Name].Where(Where))
        {
            // Copied aside first: what loses its meaning is not begun.
            var draft = ElementDraft.New(element.Type);
            if (CopyAll(Parts, element, draft) && !draft.IsEmpty)
                to.Put(element.Definition.JsonName, draft.Build());
            else if (IsNeeded)
                return false;
        }

        return true;
    }
}
