using Gateway.Fhir.Elements;
using Gateway.Storage.Ledger;

namespace Gateway.Endpoints.Fhir.History;

/// <summary>A version that its caller sees.</summary>
/// <param name="Type">The type of the resource.</param>
/// <param name="Id">Its id.</param>
/// <param name="Version">The version; null where its source tells none.</param>
/// <param name="Method">How it came about.</param>
/// <param name="Modified">When; null where its source does not tell.</param>
/// <param name="Seen">What the caller sees of it; none for a deletion.</param>
internal sealed record HistoryEntry(string Type, string Id, string? Version, string Method, DateTimeOffset? Modified, Element Seen)
{
    public string Address => $"{Type}/{Id}";

    public static HistoryEntry Of(StoredResource stored, Element seen) =>
        new(stored.Type, stored.Id, stored.Version.ToString(System.Globalization.CultureInfo.InvariantCulture), stored.Method, stored.Updated, stored.IsDeleted ? default : seen);
}
