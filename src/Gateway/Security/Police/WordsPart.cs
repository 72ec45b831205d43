using Gateway.Fhir.Elements;

namespace Gateway.Security.Police;

/// <summary>Words that police need and that no code holds: the name of a medicine, a dose, a condition to be kept.</summary>
internal sealed record WordsPart(string Name) : ViewPart(Name)
{
    /// <summary>True when the element around it would mean something else without it.</summary>
    public bool IsNeeded { get; init; }

    public override bool Copy(Element from, ElementDraft to)
    {
        var isThere = false;
        foreach (var value in from[Name])
            if (value.Text is { } text && value.Type.Name == "string")
            {
                to.AddText(value.Definition.JsonName, text);
                isThere = true;
            }

        return isThere || !IsNeeded;
    }
}
