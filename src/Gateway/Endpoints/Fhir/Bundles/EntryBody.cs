using Gateway.Fhir.Json;

namespace Gateway.Endpoints.Fhir.Bundles;

/// <summary>The body of an entry's request. A patch that is not FHIR comes as a Binary (http://hl7.org/fhir/R4/http.html#patch), and is taken out of it.</summary>
internal static class EntryBody
{
    public static (string ContentType, byte[] Content) Of(BundleEntry entry) =>
        entry.Method == "PATCH" && entry.Resource.Type.Name == "Binary"
            ? (entry.Resource.ChildText("contentType") ?? "", Convert.FromBase64String(entry.Resource.ChildText("data") ?? ""))
            : (FhirFormat.Json, FhirJson.ToUtf8(entry.Resource));
}
