using Gateway.Fhir.Definitions.Facts;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Validation.Base;
using Gateway.Fhir.Validation.Profiles;

namespace Gateway.Fhir.Validation.Slicing;

/// <summary>Puts repetitions of an element into slices, and checks what is asked of each slice (http://hl7.org/fhir/R4/profiling.html#slicing).</summary>
internal sealed class SliceWalk(ValidationRun run, Findings findings)
{
    /// <param name="parent">The element in which the repetitions lie.</param>
    /// <param name="rule">What is asked of the repetitions as a whole.</param>
    /// <param name="slices">The slices.</param>
    /// <param name="walk">What checks an element against a slice.</param>
    /// <param name="around">What is around the parent.</param>
    public void Check(Element parent, Rule rule, SliceSet slices, ProfileWalk walk, Surroundings around)
    {
        var elements = new List<(Element Element, int Number)>();
        foreach (var child in parent.Named(rule.NameId))
            elements.Add((child, elements.Count));
        Check(parent, rule, slices, elements, walk, around);
    }

    private void Check(Element parent, Rule rule, SliceSet slices, List<(Element Element, int Number)> elements, ProfileWalk walk, Surroundings around)
    {
        var members = new List<(Element, int)>[slices.Slices.Count];
        var last = -1;
        var hasOthers = false;
        foreach (var (element, number) in elements)
        {
            var inner = element.Type.IsResource ? run.Around(element, around) : around;
            var index = IndexOf(element, slices, walk, inner);
            findings.Trail?.Enter(element.Definition, number);
            if (index < 0)
                Unmatched(element, rule, slices, walk, around, inner);
            else if (hasOthers && slices.Rules == SlicingRules.OpenAtEnd)
                findings.Error(FaultKind.Structure, "slice-open-at-end", $"{walk.Profile} allows others of {rule.Label} only after its slices.", element);
            else if (slices.IsOrdered && index < last)
                findings.Error(FaultKind.Structure, "slice-order", $"{walk.Profile} wants the slices of {rule.Label} in their order.", element);
            if (index >= 0)
            {
                (members[index] ??= []).Add((element, number));
                walk.Check(element, slices.Slices[index].Rule, around, inner);
                CheckOthers(element, rule, slices, index, walk, inner);
                last = Math.Max(last, index);
            }

            hasOthers |= index < 0;
            findings.Trail?.Leave();
        }

        for (var i = 0; i < members.Length; i++)
        {
            var slice = slices.Slices[i].Rule;
            walk.Count(parent, slice, members[i]?.Count ?? 0);
            if (slice.Slices is { } inner && members[i] is { } own)
                Check(parent, slice, inner, own, walk, around);
        }
    }

    private static int IndexOf(Element element, SliceSet slices, ProfileWalk walk, Surroundings around)
    {
        for (var i = 0; i < slices.Slices.Count; i++)
            if (IsIn(element, slices.Slices[i], walk, around))
                return i;
        return -1;
    }

    // What tells slices apart puts an element into one of them.
    private void CheckOthers(Element element, Rule rule, SliceSet slices, int index, ProfileWalk walk, Surroundings around)
    {
        for (var i = index + 1; i < slices.Slices.Count; i++)
            if (slices.Slices[i].Tests.Count > 0 && IsIn(element, slices.Slices[i], walk, around))
                findings.Error(FaultKind.Structure, "slice-several", $"The element is in the slices {slices.Slices[index].Rule.SliceName} and {slices.Slices[i].Rule.SliceName} of {rule.Label}, and {walk.Profile} wants it in one.", element);
    }

    // Slices that nothing tells apart are told apart by what they ask.
    private static bool IsIn(Element element, Slice slice, ProfileWalk walk, Surroundings around)
    {
        if (slice.Tests.Count == 0)
        {
            var silent = new Findings(null);
            new ProfileWalk(walk.Run, silent).Check(element, slice.Rule, around, around);
            return !silent.HasErrors;
        }

        foreach (var test in slice.Tests)
            if (test.Path.Any(element, 0, test.Holds, walk, around) == test.IsAbsent)
                return false;
        return true;
    }

    private void Unmatched(Element element, Rule rule, SliceSet slices, ProfileWalk walk, Surroundings around, Surroundings inner)
    {
        if (slices.Default is { } otherwise)
            walk.Check(element, otherwise, around, inner);
        else if (slices.Rules == SlicingRules.Closed)
            findings.Error(FaultKind.Structure, "slice-closed", $"The element is in none of the slices of {rule.Label}, and {walk.Profile} allows no others.", element);
    }
}
