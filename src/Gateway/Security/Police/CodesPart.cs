using Gateway.Fhir.Elements;

namespace Gateway.Security.Police;

/// <summary>A Coding or CodeableConcept, of which listed codes are shown, without displays or text.</summary>
internal sealed record CodesPart(string Name, params CodeList[] Lists) : ViewPart(Name)
{
    /// <summary>True when the element would mean something else without a listed code.</summary>
    public bool IsNeeded { get; init; }

    public override bool Copy(Element from, ElementDraft to)
    {
        var isThere = false;
        foreach (var element in from[Name])
        {
            if (element.Type.Name == "Coding")
            {
                if (IsShown(element))
                    isThere |= Write(element, to.Add(element.Definition.JsonName));
                continue;
            }

            var shown = element.Type.Name == "CodeableConcept" ? element["coding"].Where(IsShown).ToList() : [];
            if (shown.Count == 0)
                continue;
            var concept = to.Add(element.Definition.JsonName);
            foreach (var coding in shown)
                isThere |= Write(coding, concept.Add("coding"));
        }

        return isThere || !IsNeeded;
    }

    private bool IsShown(Element coding) => coding.ChildText("code") is { } code
        && Lists.Any(l => l.System == coding.ChildText("system") && l.Codes.Contains(code));

    private static bool Write(Element coding, ElementDraft to)
    {
        to.AddText("system", coding.ChildText("system")!).AddText("code", coding.ChildText("code")!);
        return true;
    }
}
