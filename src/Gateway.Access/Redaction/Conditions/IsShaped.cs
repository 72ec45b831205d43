using System.Text.RegularExpressions;
using Gateway.Fhir.Elements;

namespace Gateway.Access.Redaction.Conditions;

/// <summary>A text has a shape.</summary>
internal sealed class IsShaped(Regex shape) : Condition
{
    public override bool Holds(Element element) => element.Text is { } text && shape.IsMatch(text);
}
