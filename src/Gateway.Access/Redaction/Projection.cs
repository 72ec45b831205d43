using Gateway.Fhir.Elements;

namespace Gateway.Access.Redaction;

/// <summary>Which elements one kind of recipient sees for one purpose.</summary>
public sealed class Projection
{
    public required string Name { get; init; }

    /// <summary>True when nothing is left out.</summary>
    public bool IsWhole { get; init; }

    /// <summary>What is seen of a resource; null where all of it is withheld.</summary>
    public Projected? Apply(Element resource) => View(resource);

    internal Func<Element, Projected?> View { get; init; } = _ => null;
}
