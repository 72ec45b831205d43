using System.Collections.Concurrent;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Definitions.Facts;
using Gateway.Fhir.Paths;

namespace Gateway.Fhir.Search.Parameters;

/// <summary>
/// One search parameter: what it is called, how its values compare, where they lie. Its expression is compiled once for each resource
/// type that it searches, when it is first asked for.
/// </summary>
public sealed class SearchParameter
{
    private readonly ConcurrentDictionary<TypeDefinition, IReadOnlyList<CompiledPath>?> _paths = new();

    internal SearchParameter(SearchParameterFacts facts, SearchParameterType type, IReadOnlyList<SearchComponent> components)
    {
        Facts = facts;
        Type = type;
        Components = components;
    }

    /// <summary>What the SearchParameter resource says.</summary>
    public SearchParameterFacts Facts { get; }

    /// <summary>The name in a query: <c>birthdate</c>. Index values are stored under it, resource type by resource type.</summary>
    public string Code => Facts.Code;

    public SearchParameterType Type { get; }

    /// <summary>The resource types that a reference may lead to; empty when the definition names none, which means any.</summary>
    public IReadOnlyList<string> Targets => Facts.Targets;

    /// <summary>The parts of a composite, in the order of its values (<c>code$value</c>); empty for other types.</summary>
    public IReadOnlyList<SearchComponent> Components { get; }

    /// <summary>True when the case of tokens counts. Only ids are sure to mean it (R4 search, token: in doubt, servers should not look at case).</summary>
    public bool IsCaseSensitive => Code == "_id";

    /// <summary>Why the parameter cannot be searched by, in a sentence for the caller; null when it can.</summary>
    public string? Refusal { get; internal init; }

    /// <summary>The alternatives of the expression that concern resources of one type; null when one of them cannot be compiled.</summary>
    public IReadOnlyList<CompiledPath>? Paths(TypeDefinition type) =>
        _paths.GetOrAdd(type, static (t, self) => ParameterPath.Compile(self.Facts.Expression, t), this);

    public override string ToString() => $"{Code} ({Type})";
}
