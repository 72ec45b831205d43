using Gateway.Fhir.Elements;

namespace Gateway.Security.Police;

/// <summary>The system of an identifier that was chosen by its system.</summary>
internal sealed record SystemPart() : ViewPart("system")
{
    public override bool Copy(Element from, ElementDraft to)
    {
        to.AddText(Name, from.ChildText(Name)!);
        return true;
    }
}
