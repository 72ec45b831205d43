using Gateway.Fhir.Definitions;

namespace Gateway.Fhir.Paths;

/// <summary>How an expression is compiled.</summary>
public sealed record PathOptions
{
    public static PathOptions Default { get; } = new();

    /// <summary>The definitions that type names are looked up in.</summary>
    public DefinitionSet Definitions { get; init; } = DefinitionSet.R4;

    /// <summary>The type of what the expression will be evaluated on. Given, names that no element has are faults; not given, they are empty.</summary>
    public TypeDefinition? Context { get; init; }

    /// <summary>Also refuses what is merely always empty or a slip: a path that starts with another type, a condition that is no boolean.</summary>
    public bool IsStrict { get; init; }

    /// <summary>Also refuses functions that depend on order where there is none (children()).</summary>
    public bool ChecksOrder { get; init; }

    /// <summary>Also takes the names that JSON has: <c>valueQuantity</c> for a choice, <c>value</c> for the value of a primitive. Older maps and expressions use them.</summary>
    public bool IsLenient { get; init; }

    /// <summary>
    /// Names that mean values which each evaluation is given, written <c>%name</c>, or plainly at the start of a path. There they come before
    /// elements of that name, but inside lambdas (<c>where(code = 'x')</c>) after those that the items are known to have. Given, any other <c>%name</c> that the standard does not know is a fault.
    /// </summary>
    public IReadOnlyDictionary<string, PathSlot>? Slots { get; init; }

    /// <summary>Lets <c>as</c> filter a collection of several items, as the search parameters of R4 have it, instead of refusing it.</summary>
    public bool AsFilters { get; init; }
}
