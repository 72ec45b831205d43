using System.Collections.Concurrent;
using System.Collections.Frozen;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Definitions.Facts;

namespace Gateway.Fhir.Search.Parameters;

/// <summary>
/// The search parameters that a gateway knows, by resource type and code: R4's own, and those that SearchParameter resources add. Those on
/// Resource and DomainResource count for every type. A catalogue never changes; adding makes a new one.
/// </summary>
public sealed class SearchParameters
{
    private static readonly Lazy<SearchParameters> s_r4 = new(() => new SearchParameters(R4Definitions.SearchParameters, DefinitionSet.R4));
    private readonly IReadOnlyList<SearchParameterFacts> _facts;
    private readonly FrozenDictionary<(string Type, string Code), SearchParameter> _byCode;
    private readonly ConcurrentDictionary<string, IReadOnlyList<SearchParameter>> _ofType = new(StringComparer.Ordinal);

    private SearchParameters(IReadOnlyList<SearchParameterFacts> facts, DefinitionSet definitions)
    {
        _facts = facts;
        Definitions = definitions;
        var made = ParameterFactory.Make(facts);
        var byCode = new Dictionary<(string, string), SearchParameter>();
        foreach (var parameter in made)
            foreach (var type in parameter.Facts.Bases)
                byCode[(type, parameter.Code)] = parameter;
        _byCode = byCode.ToFrozenDictionary();
    }

    /// <summary>The 1397 parameters of R4 4.0.1.</summary>
    public static SearchParameters R4 => s_r4.Value;

    /// <summary>The types that the parameters search.</summary>
    public DefinitionSet Definitions { get; }

    /// <summary>This catalogue with more parameters; where type and code are the same, or the URL is, the new one counts.</summary>
    public SearchParameters With(IReadOnlyList<SearchParameterFacts> facts)
    {
        var urls = facts.Select(f => f.Url).ToHashSet(StringComparer.Ordinal);
        return new SearchParameters([.. _facts.Where(f => !urls.Contains(f.Url)), .. facts], Definitions);
    }

    /// <summary>The parameter of that code for a resource type, or null. With no type, one that every resource has.</summary>
    public SearchParameter? Find(string? type, string code) =>
        (type is not null && _byCode.TryGetValue((type, code), out var own)) || _byCode.TryGetValue(("Resource", code), out own)
        || (type is not null && _byCode.TryGetValue(("DomainResource", code), out own)) ? own : null;

    /// <summary>All parameters of a resource type that values are extracted for, in the order of their codes.</summary>
    public IReadOnlyList<SearchParameter> Of(string type) => _ofType.GetOrAdd(type, static (t, self) =>
        [.. self._byCode.Where(p => p.Key.Type == t || p.Key.Type is "Resource" or "DomainResource").Select(p => p.Key.Code).Distinct().Order(StringComparer.Ordinal)
            .Select(code => self.Find(t, code)!).Where(p => p.Facts.Expression.Length > 0 && p.Type != SearchParameterType.Special)], this);

    /// <summary>True when a resource type of that name exists.</summary>
    public bool HasType(string name) => Definitions.FindType(name) is { IsResource: true, IsAbstract: false };
}
