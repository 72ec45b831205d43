using System.Collections.Frozen;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Validation;

namespace Gateway.Access.Redaction;

/// <summary>
/// What one kind of recipient sees of a resource for a purpose. It is built anew from the parts that the projection lists; narratives and labels are on no list, and extensions only where one is named. The result
/// is marked REDACTED always, so that the mark itself tells nothing. It may be used by many threads.
/// </summary>
public sealed class Projection
{
    private readonly FrozenDictionary<string, ResourceView[]>? _views;

    internal Projection(string name, FrozenDictionary<string, ResourceView[]>? views) => (Name, _views) = (name, views);

    public string Name { get; }

    /// <summary>True when nothing is left out.</summary>
    public bool IsWhole => _views is null;

    /// <summary>The types of resources that something can be seen of; all of them where <see cref="IsWhole"/>.</summary>
    public IEnumerable<string> Types => _views?.Keys ?? [];

    /// <summary>True when <c>meta.source</c> is told.</summary>
    internal bool TellsSource { get; init; }

    /// <summary>True when the outcome of a search is told as it is: which source answered tells who is known where.</summary>
    internal bool TellsOutcome { get; init; }

    /// <summary>
    /// What is seen; null when that is nothing. A Bundle or Parameters is judged by its parts. A resource is withheld whole where what is left would mean something else or break the standard's rules
    /// (<see cref="BaseRules"/>).
    /// </summary>
    public Projected? Apply(Element resource)
    {
        if (_views is null)
            return new Projected(resource, []);
        return resource.Type.Name switch
        {
            "Bundle" => ProjectedBundle.Of(resource, this),
            "Parameters" => ProjectedParameters.Of(resource, this),
            "OperationOutcome" => TellsOutcome ? new Projected(resource, []) : ProjectedOutcome.Of(resource, this),
            _ => Find(resource) is { } view ? Of(resource, view) : null,
        };
    }

    /// <summary>The view of a resource; null when there is none.</summary>
    internal ResourceView? Find(Element resource)
    {
        if (_views is not null && _views.TryGetValue(resource.Type.Name, out var views))
            foreach (var view in views)
                if (ReferenceEquals(view.Parts.Type, resource.Type) && view.IsOf(resource))
                    return view;
        return null;
    }

    /// <summary>A new resource of that type with the mark, and with the id, version and time of the one that it is a view of.</summary>
    internal ElementDraft Begin(Element resource, ProjectionRun run)
    {
        var draft = ElementDraft.New(resource.Type);
        foreach (var id in resource.Named(Names.Id))
            run.Value(id, draft);
        var definition = resource.Type.Find("meta")!;
        var meta = new ElementDraft(definition);
        foreach (var given in resource.Named(Names.Meta))
            foreach (var child in given.Children)
                if (child.Name is "versionId" or "lastUpdated" || (TellsSource && child.Name == "source"))
                    run.Value(child, meta);
        Masked.Mark(meta);
        draft.Attach(definition, meta);
        return draft;
    }

    private Projected? Of(Element resource, ResourceView view)
    {
        if (HasModifier(resource))
            return null;
        var run = new ProjectionRun();
        var draft = Begin(resource, run);
        if (!view.Parts.Copy(resource, draft, run) || run.IsFaulty || !view.Parts.Mask(draft))
            return null;
        var shown = WithContained(resource, draft.Build(), run);
        return BaseRules.Errors(shown).Count == 0 ? new Projected(shown, run.Removed) : null;
    }

    // What lies in a resource is shown where something that is shown points to it, as it is seen alone; what points to nothing any more breaks the standard's rules.
    private Element WithContained(Element resource, Element shown, ProjectionRun run)
    {
        ElementDraft? draft = null;
        foreach (var contained in resource.Named(Names.Contained))
        {
            if (contained.ChildText("id") is not { } id || !PointsTo(shown, $"#{id}") || Find(contained) is not { } view || HasModifier(contained))
                continue;
            var inner = new ElementDraft(contained.Definition);
            foreach (var own in contained.Named(Names.Id))
                run.Value(own, inner);
            if (view.Parts.Copy(contained, inner, run) && view.Parts.Mask(inner) && !run.IsFaulty)
                run.Add(contained.Definition, inner, draft ??= shown.Edit());
        }

        return draft?.Build() ?? shown;
    }

    private static bool PointsTo(Element element, string address)
    {
        foreach (var child in element.Children)
            if (child.Node.NameId == Names.Reference && child.Type.IsPrimitive ? child.Text == address : PointsTo(child, address))
                return true;
        return false;
    }

    // A modifier that is not understood could turn anything into its opposite (http://hl7.org/fhir/R4/extensibility.html#modifierExtension).
    private static bool HasModifier(Element element)
    {
        foreach (var child in element.Children)
            if (child.Node.NameId is var name && (name == Names.ModifierExtension || name == Names.ImplicitRules || (name != Names.Contained && HasModifier(child))))
                return true;
        return false;
    }
}
