using Gateway.Fhir.Search;
using Gateway.Fhir.Search.Parameters;

namespace Gateway.Endpoints.Fhir;

/// <summary>What the address of a search names.</summary>
/// <param name="Type">The type that is searched; null for all.</param>
/// <param name="Compartment">The resource in whose compartment is searched; null for none.</param>
internal sealed record SearchTarget(string? Type, (string Type, string Id)? Compartment = null)
{
    /// <summary>The word for all types in the address of a compartment.</summary>
    public const string AllTypes = "*";

    /// <summary>The address as it follows the base.</summary>
    public string Path => Compartment is var (owner, id) ? $"{owner}/{id}/{Type ?? AllTypes}" : Type ?? "";

    /// <summary><c>{owner}/{id}/{type}</c>.</summary>
    public static SearchTarget In(string owner, string id, string type) => new(type == AllTypes ? null : type, (owner, id));

    /// <summary>False where there is no such address.</summary>
    public bool IsIn(SearchContext context) => (Type is null || context.Parameters.HasType(Type)) && (Compartment is not var (owner, _) || Compartments.Of(owner) is not null);
}
