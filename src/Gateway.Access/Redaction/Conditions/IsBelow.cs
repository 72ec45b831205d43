using System.Buffers.Text;
using Gateway.Fhir.Elements;

namespace Gateway.Access.Redaction.Conditions;

/// <summary>A number is below another; one that cannot be read is.</summary>
internal sealed class IsBelow(decimal limit) : Condition
{
    public override bool Holds(Element element)
    {
        var text = Utf8Value.Of(element);
        return !Utf8Parser.TryParse(text, out decimal number, out var used) || used != text.Length || number < limit;
    }
}
