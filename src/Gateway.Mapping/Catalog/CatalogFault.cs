using Gateway.Fhir.Outcomes;

namespace Gateway.Mapping.Catalog;

/// <summary>Something that is wrong with a file of the catalogue.</summary>
public sealed record CatalogFault(string File, Fault Fault)
{
    public override string ToString() => $"{File}:{Fault}";
}
