using System.Text.RegularExpressions;
using Gateway.Fhir.Elements;

namespace Gateway.Security.Police;

/// <summary>Where an element points, by the gateway's own ids: no display, and no identifier of a person.</summary>
internal sealed partial record ReferencePart(string Name, params string[] Types) : ViewPart(Name)
{
    public override bool Copy(Element from, ElementDraft to)
    {
        foreach (var reference in from[Name])
            if (reference.ChildText("reference") is { } text && IsShown(text))
                to.Add(reference.Definition.JsonName).AddText("reference", text);
        return true;
    }

    private bool IsShown(string reference) => Local().Match(reference) is { Success: true } local ? Types.Contains(local.Groups["type"].Value) : Uuid().IsMatch(reference);

    [GeneratedRegex(@"^(?<type>[A-Z][A-Za-z]{1,40})/[A-Za-z0-9\-.]{1,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Local();

    [GeneratedRegex(@"^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Uuid();
}
