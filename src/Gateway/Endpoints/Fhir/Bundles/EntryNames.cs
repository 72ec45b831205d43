using Gateway.Endpoints.Fhir.Changes;
using Gateway.Fhir.Elements;
using Gateway.Storage.Ledger;

namespace Gateway.Endpoints.Fhir.Bundles;

/// <summary>
/// What entries of a transaction call each other. A reference that is no whole address stands beside the fullUrl of the entry that it is in
/// (http://hl7.org/fhir/R4/bundle.html#references).
/// </summary>
internal sealed class EntryNames(IEnumerable<string> fullUrls)
{
    private const string History = "/_history/";
    private readonly HashSet<string> _named = fullUrls.ToHashSet(StringComparer.Ordinal);

    /// <summary>The fullUrl of the entry that a reference in another leads to; null where it leads out of the Bundle.</summary>
    public string? Find(string reference, string? from)
    {
        var plain = reference.IndexOf(History, StringComparison.Ordinal) is > 0 and var version ? reference[..version] : reference;
        if (_named.Contains(plain))
            return plain;
        return from is not null && BaseOf(from) is { } root && _named.Contains(root + plain) ? root + plain : null;
    }

    /// <summary>The same as a reference: one to a version stays one, of whatever version the transaction makes, as clients choose numbers freely (http://hl7.org/fhir/R4/http.html#trules).</summary>
    public string? Lead(string reference, string? from) =>
        Find(reference, from) is { } name && name != reference && reference.Contains(History, StringComparison.Ordinal) ? TransactionTargets.VersionOf(name) : Find(reference, from);

    /// <summary>The texts of all references in a resource, and in what it contains.</summary>
    public static IEnumerable<string> ReferencesOf(Element element) => element.Children.SelectMany(c => c.Type.Name == "Reference" && c.ChildText("reference") is { } text ? [text] : ReferencesOf(c));

    /// <summary>Where the links of all narratives in a resource, and in what it contains, lead.</summary>
    public static IEnumerable<string> LinksOf(Element element) => element.Children.SelectMany(c => TransactionReferences.IsNarrative(c) && c.Text is { } div ? NarrativeLinks.Of(div) : LinksOf(c));

    // Up to the type: http://here/fhir/ of http://here/fhir/Patient/1.
    private static string? BaseOf(string fullUrl) =>
        fullUrl.StartsWith("http", StringComparison.Ordinal) && fullUrl.Split('/') is { Length: > 4 } parts ? string.Join('/', parts.SkipLast(2)) + "/" : null;
}
