using Gateway.Fhir.Elements;

namespace Gateway.Access.Redaction.Conditions;

/// <summary>A value is one of some.</summary>
internal sealed class IsOneOf(byte[][] values) : Condition
{
    public override bool Holds(Element element) => element.HasValue && Utf8Value.IsOneOf(Utf8Value.Of(element), values);
}
