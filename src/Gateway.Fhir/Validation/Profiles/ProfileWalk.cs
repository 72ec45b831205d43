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
        if (rule.HasValue)
            ValueChecks.Check(element, rule, Profile, findings);
        if (rule.Binding is { } binding)
            run.Codes.CheckBinding(element, ElementRules.Of(element.Definition), binding, findings);
        foreach (var invariant in rule.Invariants)
            invariant.Check(element, around, findings);
        foreach (var child in rule.Children)
            CheckChildren(element, child, inner);
    }

    private void CheckChildren(Element element, Rule rule, Surroundings around)
    {
        var number = 0;
        var isCountAlone = rule.IsCountAlone;
        foreach (var child in element.Named(rule.NameId))
        {
            number++;
            if (isCountAlone)
                continue;
            findings.Trail?.Enter(child.Definition, number - 1);
            Check(child, rule, around, child.Type.IsResource ? run.Around(child, around) : around);
            findings.Trail?.Leave();
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
        var (isAllowed, isOpen, hasTargets) = (false, false, false);
        foreach (var type in rule.Types)
        {
            if (!type.Allows(element.Type))
                continue;
            isAllowed = true;
            isOpen |= type.Profiles.Count == 0;
            hasTargets |= type.Targets.Count > 0;
        }

        if (!isAllowed)
        {
            findings.Error(FaultKind.Structure, "type", $"{Profile} allows the element {rule.Label} only as {string.Join(" or ", rule.Types.Select(t => t.Code))}.", element);
            return;
        }

        if (!isOpen)
            CheckProfiles(element, rule, [.. rule.Types.Where(t => t.Allows(element.Type)).SelectMany(t => t.Profiles)], around);
        if (hasTargets && element.Type.Name is "Reference" or "canonical")
            ReferenceChecks.CheckTarget(element, [.. rule.Types.Where(t => t.Allows(element.Type)).SelectMany(t => t.Targets)], run, findings, around);
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
