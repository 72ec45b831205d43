using System.Text;
using System.Text.RegularExpressions;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;

namespace Gateway.Access.Redaction.Parts;

/// <summary>What of a text has a fixed shape, which leaves no room for prose; without it the element around it is not shown.</summary>
internal sealed class MatchedPart(ElementDefinition definition, Regex shape) : ViewPart(definition)
{
    public override bool Copy(Element from, ElementDraft to, ProjectionRun run)
    {
        foreach (var value in from.Named(Definition.NameId))
        {
            if (value.Text is not { } text || shape.Match(text) is not { Success: true } match)
                return false;
            if (match.Length == text.Length)
                run.Value(value, to);
            else
                to.AddValue(value.Definition, Encoding.UTF8.GetBytes(match.Value));
            return true;
        }

        return false;
    }
}
