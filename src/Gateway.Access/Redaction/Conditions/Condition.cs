using Gateway.Fhir.Elements;

namespace Gateway.Access.Redaction.Conditions;

/// <summary>Something that an element meets or does not.</summary>
internal abstract class Condition
{
    public abstract bool Holds(Element element);
}
