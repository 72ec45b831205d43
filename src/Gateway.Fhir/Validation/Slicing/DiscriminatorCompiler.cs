using Gateway.Fhir.Definitions;
using Gateway.Fhir.Definitions.Facts;
using Gateway.Fhir.Validation.Profiles;

namespace Gateway.Fhir.Validation.Slicing;

/// <summary>Makes conditions of what a slice says of the elements that its discriminators lead to.</summary>
internal sealed class DiscriminatorCompiler(RuleTree tree, DefinitionSet types, Func<string, RuleDraft?> draftOf, Action<string, string> fault)
{
    public IReadOnlyList<SliceTest> Compile(RuleDraft slice, IReadOnlyList<DiscriminatorFacts> discriminators, string label)
    {
        var tests = new List<SliceTest>();
        foreach (var discriminator in discriminators)
        {
            if (DiscriminatorPath.Parse(discriminator.Path) is not { } path)
                fault(label, $"The path {discriminator.Path} is none that slices can be told apart by.");
            else if (Test(slice, discriminator.Type, path) is { } test)
                tests.Add(test);
            else
                fault(label, $"The slice says nothing of {discriminator.Path} by which it could be told from others.");
        }

        return tests;
    }

    private SliceTest? Test(RuleDraft slice, DiscriminatorType type, DiscriminatorPath path)
    {
        // What a reference leads to is told by its type or profile even where it cannot be read.
        if (path.Steps is [.. var before, { Kind: DiscriminatorStepKind.Resolve }] && type is DiscriminatorType.Type or DiscriminatorType.Profile)
        {
            var targets = Find(slice, before, 0).SelectMany(p => p.AllowedTypes ?? []).SelectMany(t => t.Targets).Distinct().ToArray();
            return targets.Length == 0 ? null : new SliceTest(new DiscriminatorPath(before), SliceConditions.Leads(targets, types, type == DiscriminatorType.Profile));
        }

        var places = Find(slice, path.Steps, 0).ToArray();
        if (type is not (DiscriminatorType.Type or DiscriminatorType.Profile) && places.Any(p => p.Max == 0))
            return new SliceTest(path, SliceConditions.Always, IsAbsent: true);
        var conditions = places.Select(p => Condition(p, type)).OfType<SliceCondition>().ToArray();
        if (conditions.Length == 0 && type is not (DiscriminatorType.Type or DiscriminatorType.Profile) && places.Any(p => p.Min > 0))
            conditions = [SliceConditions.Always];
        return conditions.Length == 0 ? null : new SliceTest(path, SliceConditions.Any(conditions));
    }

    private SliceCondition? Condition(RuleDraft place, DiscriminatorType type) => type switch
    {
        DiscriminatorType.Exists => null,
        DiscriminatorType.Type => SliceConditions.IsOf(place.Element is null ? [place.Name] : [.. (place.AllowedTypes ?? (place.Element.IsChoice ? [] : place.Element.Facts.Types)).Select(t => t.Code)]),
        DiscriminatorType.Profile => SliceConditions.Meets([.. (place.AllowedTypes ?? []).SelectMany(t => t.Profiles)]),
        _ => Value(place),
    };

    private SliceCondition? Value(RuleDraft place)
    {
        if (!place.Fixed.IsNone)
            return SliceConditions.Equals(place.Fixed);
        if (!place.Pattern.IsNone)
            return SliceConditions.Like(place.Pattern);
        tree.Expand(place);
        var parts = place.Children.Select(Part).OfType<SliceCondition>().ToArray();
        if (parts.Length > 0)
            return SliceConditions.All(parts);
        return place.Binding is { } binding ? SliceConditions.IsIn(binding) : null;
    }

    // What is asked of a part tells slices apart too: code with a pattern on code.coding.code.
    private SliceCondition? Part(RuleDraft child)
    {
        if (child.Element is null)
            return null;
        var all = new[] { child }.Concat(child.Slices.Where(s => s.Min > 0)).Select(Value).OfType<SliceCondition>().ToArray();
        return all.Length == 0 ? null : SliceConditions.Has(child.Element.NameId, all);
    }

    private IEnumerable<RuleDraft> Find(RuleDraft at, DiscriminatorStep[] steps, int step)
    {
        if (step == steps.Length)
            return [at];
        return Next(at, steps[step]).SelectMany(next => Find(next, steps, step + 1));
    }

    private IEnumerable<RuleDraft> Next(RuleDraft at, DiscriminatorStep step)
    {
        switch (step.Kind)
        {
            case DiscriminatorStepKind.Resolve:
                return (at.AllowedTypes ?? []).SelectMany(t => t.Targets).Select(Described).OfType<RuleDraft>();
            case DiscriminatorStepKind.OfType:
                return at.Slices.Where(s => s.AllowedTypes is [var only] && only.Code == step.Text).DefaultIfEmpty(at);
            case DiscriminatorStepKind.Extension:
                return Child(at, "extension").SelectMany(e => e.Slices.Where(s => IsOf(s, step.Text)));
            default:
                // What is due of each repetition, or else of one: bp says code.coding:SBPCode.
                return Child(at, step.Text).SelectMany(c => c.Slices.Where(s => s.Min > 0 && !c.Element!.IsChoice).Prepend(c));
        }
    }

    private RuleDraft? Described(string canonical) =>
        draftOf(canonical) ?? (types.FindType(canonical) is { IsProfile: false } type ? new RuleDraft(type.Name, null, type) : null);

    private IEnumerable<RuleDraft> Child(RuleDraft at, string name)
    {
        tree.Expand(at);
        if (at.Child(name) is { } own)
            return [own];
        var described = (at.AllowedTypes ?? []).SelectMany(t => t.Profiles).Select(draftOf).OfType<RuleDraft>().Select(d => d.Child(name)).OfType<RuleDraft>().ToArray();
        if (described.Length > 0)
            return described;
        if (at.Owner?.Child(name) is { } shared)
            return [shared];
        return FromValue(at, name);
    }

    // A pattern of the whole says what its parts are; an extension's own profile says its url, loaded or not.
    private IEnumerable<RuleDraft> FromValue(RuleDraft at, string name)
    {
        var whole = at.Fixed.IsNone ? at.Pattern : at.Fixed;
        var content = at.ContentType(types);
        if (content?.Find(name) is not { } element)
            return [];
        if (!whole.IsNone)
            return whole[name].Select(value => new RuleDraft(name, element, null) { Pattern = value });
        if (name == "url" && content.Name == "Extension" && at.AllowedTypes is [{ Profiles: [var profile] }])
            return [new RuleDraft(name, element, null) { Pattern = SliceConditions.Url(profile) }];
        return [];
    }

    private bool IsOf(RuleDraft extension, string url) =>
        (extension.AllowedTypes ?? []).SelectMany(t => t.Profiles).Any(p => p.Split('|')[0] == url) || Child(extension, "url").Any(u => u.Fixed is { IsNone: false } value && value.Text == url);
}
