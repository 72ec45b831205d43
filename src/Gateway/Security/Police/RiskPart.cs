using Gateway.Fhir.Elements;

namespace Gateway.Security.Police;

/// <summary>The code of a risk, said in the word that custody has for it, as the clinical code could say more (epilepsy becomes seizures).</summary>
internal sealed record RiskPart(string Name) : ViewPart(Name)
{
    public override bool Copy(Element from, ElementDraft to)
    {
        string[] risks = [.. from[Name].SelectMany(c => c["coding"]).Select(Word).OfType<string>().Distinct(StringComparer.Ordinal)];
        if (risks.Length == 0)
            return false;
        var concept = to.Add(Name);
        foreach (var risk in risks)
            concept.Add("coding").AddText("system", PoliceCodes.RiskSystem).AddText("code", risk);
        return true;
    }

    private static string? Word(Element coding) => coding.ChildText("system") is { } system && coding.ChildText("code") is { } code
        ? system == PoliceCodes.RiskSystem && PoliceCodes.Risks.Values.Contains(code) ? code : PoliceCodes.Risks.GetValueOrDefault((system, code))
        : null;
}
