namespace Gateway.Fhir.Validation.Profiles;

/// <summary>A place where an extension may be (http://hl7.org/fhir/R4/defining-extensions.html#context).</summary>
/// <param name="Kind">fhirpath, element or extension.</param>
/// <param name="Expression">FHIRPath, the path of an element, or the URL of an extension.</param>
internal sealed record ContextFacts(string Kind, string Expression);
