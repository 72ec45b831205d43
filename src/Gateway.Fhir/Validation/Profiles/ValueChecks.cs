using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Paths.Values;
using Gateway.Fhir.Validation.Base;

namespace Gateway.Fhir.Validation.Profiles;

/// <summary>Whether a value is the one that a profile fixes, and within its bounds.</summary>
internal static class ValueChecks
{
    public static void Check(Element element, Rule rule, string profile, Findings findings)
    {
        if (!rule.Fixed.IsNone && !ElementValues.AreEqual(element, rule.Fixed))
            findings.Error(FaultKind.Value, "fixed", $"The value of {rule.Label} is not the one that {profile} fixes.", element);
        if (!rule.Pattern.IsNone && !ElementValues.Matches(element, rule.Pattern))
            findings.Error(FaultKind.Value, "pattern", $"The value of {rule.Label} does not fit the pattern of {profile}.", element);
        if (rule.MaxLength < int.MaxValue && element.Text is { } text && Length(text) > rule.MaxLength)
            findings.Error(FaultKind.TooLong, "max-length", $"The value of {rule.Label} has more than the {rule.MaxLength} characters that {profile} allows.", element);
        CheckBound(element, rule.MinValue, rule, profile, findings, isMin: true);
        CheckBound(element, rule.MaxValue, rule, profile, findings, isMin: false);
    }

    private static int Length(string text)
    {
        var length = 0;
        foreach (var _ in text.EnumerateRunes())
            length++;
        return length;
    }

    private static void CheckBound(Element element, Element bound, Rule rule, string profile, Findings findings, bool isMin)
    {
        if (bound.IsNone)
            return;
        var order = ElementOrder.Compare(element, bound);
        if (order is null)
            findings.Warning(FaultKind.Value, isMin ? "min-value" : "max-value", $"The value of {rule.Label} cannot be compared with the bound that {profile} sets.", element);
        else if (isMin ? order < 0 : order > 0)
            findings.Error(FaultKind.Value, isMin ? "min-value" : "max-value", $"The value of {rule.Label} is beyond the bound that {profile} sets.", element);
    }
}
