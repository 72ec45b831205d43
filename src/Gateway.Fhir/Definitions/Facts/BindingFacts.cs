namespace Gateway.Fhir.Definitions.Facts;

/// <summary>The value set that an element is bound to; the URL may carry a <c>|version</c>.</summary>
public sealed record BindingFacts(BindingStrength Strength, string ValueSet)
{
    /// <summary>The value set that codes must be in whatever the strength (http://hl7.org/fhir/R4/extension-elementdefinition-maxvalueset.html); empty for none.</summary>
    public string MaxValueSet { get; init; } = "";
}
