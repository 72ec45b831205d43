using System.Collections.Frozen;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;

namespace Gateway.Security.Police;

/// <summary>A primitive that cannot hold prose: a code with a required binding, a time, a number, a truth.</summary>
internal sealed record PlainPart(string Name) : ViewPart(Name)
{
    private static readonly FrozenSet<string> s_types = FrozenSet.Create(StringComparer.Ordinal, "code", "boolean", "date", "dateTime", "instant", "decimal", "integer", "positiveInt", "unsignedInt", "id");

    /// <summary>True when the element around it would mean something else without it.</summary>
    public bool IsNeeded { get; init; }

    public override bool Copy(Element from, ElementDraft to)
    {
        var isThere = false;
        foreach (var value in from[Name])
            if (value.Text is { } text && s_types.Contains(value.Type.Name))
            {
                to.AddText(value.Definition.JsonName, text);
                isThere = true;
            }

        return isThere || !IsNeeded;
    }
}
