using Gateway.Fhir.Paths;

namespace Gateway.Fhir.Search.Parameters;

/// <summary>One part of a composite parameter.</summary>
/// <param name="Parameter">The parameter whose type and rules its values follow.</param>
/// <param name="Expression">Where the values lie, from each element that the composite's own expression gives.</param>
public sealed record SearchComponent(SearchParameter Parameter, string Expression)
{
    private readonly Lazy<IReadOnlyList<CompiledPath>?> _paths = new(() => ParameterPath.Compile(Expression, null));

    /// <summary>The alternatives of the expression, compiled without a type: the elements of one composite may be of several.</summary>
    public IReadOnlyList<CompiledPath>? Paths => _paths.Value;
}
