namespace Gateway.Fhir.Terminology.Systems;

/// <summary>A concept with its system and its neighbours (http://hl7.org/fhir/R4/codesystem-operation-lookup.html).</summary>
public sealed class ConceptDetails
{
    internal ConceptDetails(CodeSystem system, int index) =>
        (System, Concept, Parents, Children) = (system, system.Concepts[index], Codes(system, system.Concepts[index].Parents), Codes(system, system.ChildrenOf(index)));

    public CodeSystem System { get; }

    public Concept Concept { get; }

    /// <summary>The codes right above it.</summary>
    public IReadOnlyList<string> Parents { get; }

    /// <summary>The codes right below it.</summary>
    public IReadOnlyList<string> Children { get; }

    private static string[] Codes(CodeSystem system, IEnumerable<int> places) => [.. places.Select(p => system.Concepts[p].Code)];
}
