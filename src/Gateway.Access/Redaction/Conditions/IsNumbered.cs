using Gateway.Fhir.Elements;

namespace Gateway.Access.Redaction.Conditions;

/// <summary>An identifier is of one of some systems.</summary>
internal sealed class IsNumbered(byte[][] systems) : Condition
{
    public override bool Holds(Element element) => Utf8Value.IsOneOf(Utf8Value.OfChild(element, Names.System), systems);
}
