using System.Text.RegularExpressions;
using Gateway.Fhir.Elements;

namespace Gateway.Security.Police;

/// <summary>What of a text has a fixed shape, which leaves no room for prose; without it the element around it is not shown.</summary>
internal sealed record MatchedPart(string Name, Regex Shape) : ViewPart(Name)
{
    public override bool Copy(Element from, ElementDraft to)
    {
        if (Shape.Match(from.ChildText(Name) ?? "") is not { Success: true } match)
            return false;
        to.AddText(Name, match.Value);
        return true;
    }
}
