using Gateway.Fhir.Elements;

namespace Gateway.Access.Redaction.Conditions;

/// <summary>A Coding, or one of a CodeableConcept's, is in a list.</summary>
internal sealed class IsCoded(CodeSet list) : Condition
{
    public override bool Holds(Element element) => list.HasAny(element);
}
