using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Validation.Base;

namespace Gateway.Fhir.Validation.Resources;

/// <summary>What is asked of resources that others refer to by URL (http://hl7.org/fhir/R4/references.html#canonical).</summary>
internal static class CanonicalChecks
{
    public static void Check(Element resource, Surroundings around, ValidationRun run, Findings findings)
    {
        foreach (var url in resource["url"])
            if (url.Text is { } text && !Uris.IsAbsolute(text))
                findings.Error(FaultKind.Value, "canonical-absolute", "The canonical URL of a resource is absolute.", url, resource);
    }
}
