using Gateway.Fhir.Elements;
using Gateway.Fhir.Validation.Base;

namespace Gateway.Fhir.Validation.Resources;

/// <summary>Checks what the standard's text asks of a resource of some type.</summary>
internal delegate void ResourceCheck(Element resource, Surroundings around, ValidationRun run, Findings findings);
