using Gateway.Fhir.Elements;

namespace Gateway.Security.Police;

/// <summary>Whether a dose is taken only as needed. What it is needed for is not said.</summary>
internal sealed record AsNeededPart() : ViewPart("asNeeded")
{
    public override bool Copy(Element from, ElementDraft to)
    {
        foreach (var needed in from[Name])
            to.AddText("asNeededBoolean", needed.Type.Name == "boolean" ? needed.Text ?? "true" : "true");
        return true;
    }
}
