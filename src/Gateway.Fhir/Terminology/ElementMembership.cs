using Gateway.Fhir.Elements;

namespace Gateway.Fhir.Terminology;

/// <summary>Asking about codes as content holds them.</summary>
public static class ElementMembership
{
    /// <summary>Whether a value set has a code, Coding or Quantity, or one of the codings of a CodeableConcept; no when it holds no code.</summary>
    public static Membership IsMember(this ITerminology terminology, string valueSet, Element element)
    {
        if (element.Type.Name != "CodeableConcept")
            return CodedValueOf(element) is { } code ? terminology.IsMember(valueSet, code) : Membership.No;
        var answer = Membership.No;
        foreach (var coding in element["coding"])
        {
            var one = CodedValueOf(coding) is { } code ? terminology.IsMember(valueSet, code) : Membership.No;
            if (one == Membership.Yes)
                return one;
            answer = one == Membership.Unknown ? one : answer;
        }

        return answer;
    }

    /// <summary>The code of a primitive, a Coding or a Quantity; null when it has none.</summary>
    internal static CodedValue? CodedValueOf(Element element)
    {
        if (element.Type.IsPrimitive)
            return element.Text is { } text ? new CodedValue(null, text) : null;
        return element.ChildText("code") is { } code ? new CodedValue(element.ChildText("system"), code, element.Type.Name == "Coding" ? element.ChildText("version") : null) : null;
    }
}
