using Gateway.Fhir.Definitions.Facts;
using Gateway.Fhir.Elements;

namespace Gateway.Fhir.Search.Parameters;

/// <summary>Takes the facts of a SearchParameter resource (http://hl7.org/fhir/R4/searchparameter.html).</summary>
public static class SearchParameterReader
{
    /// <summary>The facts, or null when the resource lacks a url, code, type or base.</summary>
    public static SearchParameterFacts? Read(Element resource)
    {
        if (resource.ChildText("url") is not { } url || resource.ChildText("code") is not { } code || resource.ChildText("type") is not { } type || Texts(resource, "base") is not { Count: > 0 } bases)
            return null;
        return new SearchParameterFacts
        {
            Url = url,
            Code = code,
            Type = type,
            Bases = bases,
            Expression = resource.ChildText("expression") ?? "",
            Targets = Texts(resource, "target"),
            Components = [.. resource["component"].Select(c => new SearchComponentFacts(c.ChildText("definition") ?? "", c.ChildText("expression") ?? ""))],
        };
    }

    private static List<string> Texts(Element resource, string name) => [.. resource[name].Select(e => e.Text).OfType<string>()];
}
