using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Validation.Base;
using Gateway.Fhir.Validation.References;
using Gateway.Fhir.Validation.Slicing;

namespace Gateway.Fhir.Validation.Profiles;

/// <summary>Checks what profiles ask beyond the standard; goes only where one asks something.</summary>
internal sealed class ProfileWalk(ValidationRun run, Findings findings)
{
    private const int MaxDepth = 128;
    private readonly SliceWalk _slices = new(run, findings);
    private int _depth;

    public ValidationRun Run => run;

    /// <summary>The profile that is being checked, for messages.</summary>
    public string Profile { get; private set; } = "";

    public void Check(Element element, Profile profile, Surroundings around)
    {
        // Profiles that ask each other of one element end here; elements themselves do not lie so deep.
        if (profile.Root is not { } root || _depth >= MaxDepth)
            return;
        var outer = Profile;
        (Profile, _depth) = (profile.Url, _depth + 1);
        Check(element, root, around, around);
        (Profile, _depth) = (outer, _depth - 1);
    }

    /// <param name="element">The element.</param>
    /// <param name="rule">What is asked of it.</param>
    /// <param name="around">What is around it, as the profile sees it that asks.</param>
    /// <param name="inner">What is around that which lies in it: another where it is a resource.</param>
    public void Check(Element element, Rule rule, Surroundings around, Surroundings inner)
    {
        if (findings is { WantsErrorsOnly: true, HasErrors: true })
            return;
        CheckType(element, rule, inner);
        ValueChecks.Check(element, rule, Profile, findings);
        if (rule.Binding is { } binding)
            run.Codes.CheckBinding(element, ElementRules.Of(element.Definition).Kind, binding, findings);
        foreach (var invariant in rule.Invariants)
            invariant.Check(element, around.Environment, findings);
        foreach (var child in rule.Children)
            CheckChildren(element, child, inner);
    }

    private void CheckChildren(Element element, Rule rule, Surroundings around)
    {
        var number = 0;
        foreach (var child in element.Named(rule.NameId))
        {
            findings.Trail?.Enter(child.Definition, number);
            Check(child, rule, around, child.Type.IsResource ? run.Around(child, around) : around);
            findings.Trail?.Leave();
            number++;
        }

        Count(element, rule, number);
        if (rule.Slices is not null)
            _slices.Check(element, rule, rule.Slices, this, around);
    }

    /// <summary>Checks how often an element or a slice is there.</summary>
    public void Count(Element parent, Rule rule, int count)
    {
        if (count < rule.Min)
            findings.Error(FaultKind.Required, "min", $"The element {rule.Label} is there {count} times, and {Profile} wants at least {rule.Min}.", parent);
        else if (count > rule.Max)
            findings.Error(FaultKind.Structure, "max", $"The element {rule.Label} is there {count} times, and {Profile} allows at most {rule.Max}.", parent);
        else if (count == 0 && rule.IsMustSupport && run.Options.NotesMustSupport)
            findings.Note(FaultKind.Informational, "must-support", $"The element {rule.Label}, which {Profile} marks as one to support, is not there.", parent);
    }

    private void CheckType(Element element, Rule rule, Surroundings around)
    {
        if (rule.Types.Length == 0)
            return;
        var allowed = Array.FindAll(rule.Types, t => t.Allows(element.Type));
        if (allowed.Length == 0)
        {
            findings.Error(FaultKind.Structure, "type", $"{Profile} allows the element {rule.Label} only as {string.Join(" or ", rule.Types.Select(t => t.Code))}.", element);
            return;
        }

        var profiles = allowed.Any(t => t.Profiles.Count == 0) ? [] : allowed.SelectMany(t => t.Profiles).ToArray();
        if (profiles.Length > 0)
            CheckProfiles(element, rule, profiles, around);
        if (allowed.SelectMany(t => t.Targets).ToArray() is { Length: > 0 } targets && element.Type.Name is "Reference" or "canonical")
            ReferenceChecks.CheckTarget(element, targets, run, findings, around);
    }

    private void CheckProfiles(Element element, Rule rule, string[] profiles, Surroundings around)
    {
        // An extension is checked against its own definition wherever it is met.
        if (element.Type.Name == "Extension" && profiles is [var definition] && element.ChildText("url") == definition.Split('|')[0])
            return;
        if (profiles is [var only] && run.Profiles.Find(only) is { Root: not null } profile && element.Type.Is(profile.Facts.Type))
        {
            Check(element, profile, around);
            return;
        }

        var answers = profiles.Select(p => run.Conforms(element, p, around)).ToArray();
        if (answers.Contains(true))
            return;
        if (answers.Contains(null))
            findings.Warning(FaultKind.NotFound, "profile-unknown", $"A profile that {Profile} wants the element {rule.Label} to meet is not loaded, so it is not checked.", element);
        else
            findings.Error(FaultKind.Structure, "type-profile", $"The element {rule.Label} meets none of the profiles that {Profile} asks of it: {string.Join(", ", profiles)}.", element);
    }
}
