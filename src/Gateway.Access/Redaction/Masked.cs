using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;

namespace Gateway.Access.Redaction;

/// <summary>How FHIR says that something is there and not shown: a data-absent-reason for an element that must be there, a label for the resource.</summary>
internal static class Masked
{
    private static readonly Element s_because = FhirJson.Read(
        """{"url":"http://hl7.org/fhir/StructureDefinition/data-absent-reason","valueCode":"masked"}"""u8.ToArray(), type: DefinitionSet.R4.FindType("Extension")).Root;

    private static readonly Element s_redacted = FhirJson.Read(
        """{"system":"http://terminology.hl7.org/CodeSystem/v3-ObservationValue","code":"REDACTED","display":"redacted"}"""u8.ToArray(), type: CodeSet.Coding).Root;

    private static readonly ElementDefinition s_security = DefinitionSet.R4.FindType("Meta")!.Find("security")!;

    /// <summary>Adds a required element that says no more than that it is masked.</summary>
    public static void Add(ElementDefinition required, ElementDraft to)
    {
        var draft = new ElementDraft(required);
        draft.Put("extension", s_because);
        to.Attach(required, draft);
    }

    /// <summary>Marks a resource as one of which something is not shown (http://hl7.org/fhir/R4/security-labels.html#core).</summary>
    public static void Mark(ElementDraft meta) => meta.Put(s_security, s_redacted);

    /// <summary>True when the resource's labels say so already.</summary>
    public static bool IsMark(Element label) =>
        Utf8Value.OfChild(label, Names.Code).SequenceEqual("REDACTED"u8) && Utf8Value.OfChild(label, Names.System).SequenceEqual("http://terminology.hl7.org/CodeSystem/v3-ObservationValue"u8);
}
