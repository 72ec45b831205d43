namespace Gateway.Fhir.Terminology.Maps;

/// <summary>Equivalences, from either side.</summary>
internal static class ConceptEquivalence
{
    /// <summary>What the target is to the source, where the argument is what the source is to the target.</summary>
    public static string Reversed(string equivalence) => equivalence switch
    {
        "wider" => "narrower",
        "narrower" => "wider",
        "subsumes" => "specializes",
        "specializes" => "subsumes",
        _ => equivalence,
    };
}
