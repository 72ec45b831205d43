using System.Globalization;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Elements.Primitives;

namespace Gateway.Storage.Ledger;

/// <summary>Resources as they are stored: with their id, version and time.</summary>
internal static class ResourceContent
{
    public static Element WithId(Element resource, string id)
    {
        if (resource.ChildText("id") == id)
            return resource;
        var draft = resource.Edit();
        draft.Remove("id");
        return draft.AddText("id", id).Build();
    }

    /// <summary>The resource with the version and time under which it is stored, by which it is found too.</summary>
    public static Element Stamped(Element resource, int version, DateTimeOffset updated)
    {
        var draft = resource.Edit();
        var meta = resource["meta"].FirstOrDefault() is { IsNone: false } there ? draft.Edit(there) : draft.Add("meta");
        meta.Remove("versionId");
        meta.Remove("lastUpdated");
        meta.AddText("versionId", version.ToString(CultureInfo.InvariantCulture));
        meta.AddText("lastUpdated", FhirInstant.Precise(updated));
        return draft.Build();
    }

    /// <exception cref="LedgerRefusedException">There is none.</exception>
    public static string RequiredId(Element resource) =>
        resource.ChildText("id") ?? throw new LedgerRefusedException(LedgerRefusal.InvalidId, "An update names the resource by its id.");

    /// <summary>True for 1 to 64 letters, digits, hyphens and dots (http://hl7.org/fhir/R4/datatypes.html#id).</summary>
    public static bool IsId(string id) => id.Length is > 0 and <= 64 && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.');
}
