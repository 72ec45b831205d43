using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Validation.Base;

namespace Gateway.Fhir.Validation.Resources;

/// <summary>What is asked of values beyond the format of their type.</summary>
internal static class PrimitiveChecks
{
    private const int MaxIdLength = 64;
    public const int MaxTextLength = 1024 * 1024;

    public static void Check(Element element, ElementKind kind, Findings findings, Surroundings around)
    {
        // Of Base64 the standard says no length (http://hl7.org/fhir/R4/datatypes.html#base64Binary).
        if (kind != ElementKind.Narrative && element.Type.Primitive != PrimitiveKind.Base64Binary && element.Content.Node is { HasValue: true, Length: > MaxTextLength })
            findings.Error(FaultKind.TooLong, "text-length", "A text has at most 1 MB.", element);
        switch (kind)
        {
            case ElementKind.ResourceId:
                if (element.Text is { Length: > MaxIdLength })
                    findings.Error(FaultKind.Value, "id-length", $"An id has at most {MaxIdLength} characters.", element);
                break;
            case ElementKind.ElementId:
                if (element.Text is { } id && !(around.ElementIds ??= []).Add(id))
                    findings.Error(FaultKind.BusinessRule, "id-duplicate", "Another element of the resource has this id.", element);
                break;
            case ElementKind.Uri or ElementKind.Canonical:
                CheckUri(element, kind, findings);
                break;
        }
    }

    private static void CheckUri(Element element, ElementKind kind, Findings findings)
    {
        if (kind == ElementKind.Uri && element.TryGetPlainValue(out var bytes) && !bytes.StartsWith("urn:"u8))
            return;
        if (element.Text is not { } uri)
            return;
        if (Uris.Fault(uri) is { } fault)
            findings.Error(FaultKind.Value, "uri", fault, element);
        else if (kind == ElementKind.Canonical && uri[0] != '#' && !Uris.IsAbsolute(uri))
            findings.Warning(FaultKind.Value, "canonical-absolute", "A canonical URL is absolute, or names a contained resource.", element);
    }
}
