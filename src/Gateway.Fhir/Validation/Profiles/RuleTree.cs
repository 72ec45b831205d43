using Gateway.Fhir.Definitions;
using Gateway.Fhir.Definitions.Facts;

namespace Gateway.Fhir.Validation.Profiles;

/// <summary>Grows the tree of a profile's rules: from what it derives from, one ElementDefinition after the other.</summary>
internal sealed class RuleTree(ProfileFacts profile, RuleDraft root, DefinitionSet types, Func<string, RuleDraft?> draftOf, Action<string, string> fault)
{
    private const int MaxSize = 50_000;
    private static readonly SlicingFacts s_byUrl = new([new DiscriminatorFacts(DiscriminatorType.Value, "url")], SlicingRules.Open, false);
    private static readonly SlicingFacts s_byType = new([new DiscriminatorFacts(DiscriminatorType.Type, "$this")], SlicingRules.Open, false);

    // The rule that a path last led to: where ids are missing, what follows lies in it.
    private readonly Dictionary<string, RuleDraft> _last = new(StringComparer.Ordinal);
    private int _size = root.Size;

    public void Grow()
    {
        foreach (var facts in profile.Rules)
        {
            if (_size > MaxSize)
            {
                fault("", $"The profile has more than {MaxSize} rules.");
                return;
            }

            if (Locate(facts) is { } rule)
                rule.Apply(facts);
        }
    }

    /// <summary>Brings what the profile of the element's type says of its elements into the tree, so that more can be said of them.</summary>
    public void Expand(RuleDraft rule)
    {
        if (rule.IsExpanded || rule.Element is null)
            return;
        rule.IsExpanded = true;
        if (rule.AllowedTypes is not [{ Profiles: [var url] }] || draftOf(url) is not { } described)
            return;
        foreach (var child in described.Children.Where(c => rule.Child(c.Name) is null))
            rule.Children.Add(child.Copy());
        _size += described.Size;
    }

    private RuleDraft? Locate(RuleFacts facts)
    {
        var path = facts.Path.Split('.');
        if (path.Length == 1)
            return _last[facts.Path] = root;
        var steps = StepsById(facts, path);
        var at = steps is null ? _last.GetValueOrDefault(string.Join('.', path[..^1])) ?? Walk(root, path[1..^1], facts) : root;
        foreach (var step in steps ?? [facts.SliceName.Length > 0 ? $"{path[^1]}:{facts.SliceName}" : path[^1]])
            at = at is null ? null : Step(at, step, facts);
        if (at is null)
            return null;
        foreach (var deeper in _last.Keys.Where(k => k.StartsWith(facts.Path + ".", StringComparison.Ordinal)).ToArray())
            _last.Remove(deeper);
        return _last[facts.Path] = at;
    }

    private RuleDraft? Walk(RuleDraft at, string[] steps, RuleFacts facts)
    {
        RuleDraft? found = at;
        foreach (var step in steps)
            found = found is null ? null : Step(found, step, facts);
        return found;
    }

    // An id names the slices on the way: Patient.identifier:nhsNumber.system. It counts where it goes along with the path.
    private static string[]? StepsById(RuleFacts facts, string[] path)
    {
        var steps = facts.Id.Split('.');
        if (steps.Length != path.Length)
            return null;
        for (var i = 1; i < steps.Length; i++)
        {
            var name = steps[i].Split(':')[0];
            if (name != path[i] && !(name.EndsWith("[x]", StringComparison.Ordinal) && path[i].StartsWith(name[..^3], StringComparison.Ordinal)))
                return null;
        }

        if (facts.SliceName.Length > 0 && !steps[^1].Contains(':', StringComparison.Ordinal))
            steps[^1] = $"{steps[^1]}:{facts.SliceName}";
        return steps[1..];
    }

    private RuleDraft? Step(RuleDraft parent, string step, RuleFacts facts)
    {
        var colon = step.IndexOf(':', StringComparison.Ordinal);
        var child = Child(parent, colon < 0 ? step : step[..colon], facts);
        return child is null || colon < 0 ? child : Slice(child, step[(colon + 1)..], facts);
    }

    private RuleDraft? Child(RuleDraft parent, string name, RuleFacts facts)
    {
        Expand(parent);
        var plain = name.EndsWith("[x]", StringComparison.Ordinal) ? name[..^3] : name;
        if (parent.Child(plain) is { } known)
            return known;
        var content = parent.ContentType(types);
        if (content?.Find(plain) is not { } element)
        {
            if (content?.IsPrimitive != true || plain != "value")
                fault(facts.Id.Length > 0 ? facts.Id : facts.Path, $"{content?.Path ?? profile.Type} has no element {name}.");
            return null;
        }

        if (element.Name == plain)
        {
            // A slice starts from what is said of all repetitions.
            var child = parent.Owner?.Child(plain)?.Copy() ?? new RuleDraft(plain, element, null);
            _size += child.Size;
            parent.Children.Add(child);
            return child;
        }

        // Observation.valueQuantity is short for the slice of value[x] that is a Quantity.
        return Child(parent, element.Name, facts) is { } choice ? Slice(choice, name, facts) : null;
    }

    // A slice of a slice is named after both: a/b.
    private RuleDraft Slice(RuleDraft owner, string name, RuleFacts facts)
    {
        if (owner.Slice(name) is { } known)
            return known;
        var slash = name.LastIndexOf('/');
        if (slash > 0 && Known(owner, name[..slash]) is { } outer)
            return outer.Slice(name[(slash + 1)..]) ?? Add(outer, name[(slash + 1)..], facts);
        return Add(owner, name, facts);
    }

    private static RuleDraft? Known(RuleDraft owner, string name)
    {
        if (owner.Slice(name) is { } known)
            return known;
        var slash = name.LastIndexOf('/');
        return slash > 0 ? Known(owner, name[..slash])?.Slice(name[(slash + 1)..]) : null;
    }

    private RuleDraft Add(RuleDraft owner, string name, RuleFacts facts)
    {
        _size++;
        var slice = new RuleDraft(owner.Name, owner.Element, null) { SliceName = name, Owner = owner };
        owner.Slices.Add(slice);
        if (owner.Element is { IsChoice: true } choice)
        {
            owner.Slicing ??= s_byType;
            if (choice.Variants.FirstOrDefault(v => v.JsonName == name) is { } variant)
                slice.Types = [owner.AllowedTypes?.FirstOrDefault(t => t.Code == variant.TypeCode) ?? new TypeFacts(variant.TypeCode, [], [])];
        }
        else if (owner.Slicing is null && owner.Name is "extension" or "modifierExtension")
        {
            owner.Slicing = s_byUrl;
        }
        else if (owner.Slicing is null)
        {
            owner.Slicing = new SlicingFacts([], SlicingRules.Open, false);
            fault(facts.Id.Length > 0 ? facts.Id : facts.Path, "Slices are defined, and nothing says what tells them apart.");
        }

        return slice;
    }
}
