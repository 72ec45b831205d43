using System.Text.RegularExpressions;
using Gateway.Fhir.Elements;

namespace Gateway.Security.Police;

/// <summary>What medicine it is: its name, and its dm+d code. A medicine that cannot be named is not shown at all.</summary>
internal sealed partial record MedicinePart(string Name) : ViewPart(Name)
{
    private const string Dmd = "https://dmd.nhs.uk";

    public override bool Copy(Element from, ElementDraft to)
    {
        foreach (var medicine in from[Name])
        {
            if (medicine.Type.Name != "CodeableConcept")
                return false;
            var codings = medicine["coding"].Where(IsDmd).ToList();
            var name = medicine.ChildText("text") ?? codings.Select(c => c.ChildText("display")).FirstOrDefault(d => d is not null);
            if (name is null)
                return false;
            var concept = to.Add(medicine.Definition.JsonName);
            foreach (var coding in codings)
                concept.Add("coding").AddText("system", Dmd).AddText("code", coding.ChildText("code")!);
            concept.AddText("text", name);
            return true;
        }

        return false;
    }

    private static bool IsDmd(Element coding) => coding.ChildText("system") == Dmd && coding.ChildText("code") is { } code && Digits().IsMatch(code);

    [GeneratedRegex(@"^[0-9]{6,18}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Digits();
}
