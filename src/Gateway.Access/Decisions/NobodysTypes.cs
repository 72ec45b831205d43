using System.Collections.Frozen;

namespace Gateway.Access.Decisions;

/// <summary>The types of resources that are about nobody: the definitions and the terminology of R4 (http://hl7.org/fhir/R4/resourcelist.html).</summary>
public static class NobodysTypes
{
    private static readonly FrozenSet<string> s_types = FrozenSet.Create(StringComparer.Ordinal,
        "CapabilityStatement", "StructureDefinition", "ImplementationGuide", "SearchParameter", "MessageDefinition", "OperationDefinition", "CompartmentDefinition", "StructureMap", "GraphDefinition",
        "CodeSystem", "ValueSet", "ConceptMap", "NamingSystem", "TerminologyCapabilities");

    public static bool Has(string type) => s_types.Contains(type);
}
