using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;

namespace Gateway.Storage.Ledger;

/// <summary>
/// References between the entries of a transaction (http://hl7.org/fhir/R4/http.html#trules): what names an entry by its fullUrl, in references, in
/// elements of type uri, url, oid or uuid (a canonical stays), and in the links of narratives, gets the address under which the entry is stored.
/// </summary>
public static class TransactionReferences
{
    /// <summary>The resource with the addresses in place of the names.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="addresses">Where entries will be, by their fullUrls.</param>
    public static Element Rewritten(Element resource, IReadOnlyDictionary<string, string> addresses)
    {
        if (addresses.Count == 0 || !Names(resource, addresses))
            return resource;
        var draft = resource.Edit();
        Rewrite(draft, resource, addresses);
        return draft.Build();
    }

    private static void Rewrite(ElementDraft draft, Element element, IReadOnlyDictionary<string, string> addresses)
    {
        foreach (var child in element.Children)
            if (Lead(child, addresses) is { } text)
                draft.Edit(child).SetText(text);
            else if (Names(child, addresses))
                Rewrite(draft.Edit(child), child, addresses);
    }

    private static bool Names(Element element, IReadOnlyDictionary<string, string> addresses)
    {
        foreach (var child in element.Children)
            if (Lead(child, addresses) is not null || Names(child, addresses))
                return true;
        return false;
    }

    // What a value becomes; null where it names no entry.
    private static string? Lead(Element element, IReadOnlyDictionary<string, string> addresses)
    {
        if (IsAddress(element))
            return element.Text is { } name ? addresses.GetValueOrDefault(name) : null;
        return IsNarrative(element) && element.Text is { } div && NarrativeLinks.Rewritten(div, addresses.GetValueOrDefault) is var led && led != div ? led : null;
    }

    /// <summary>True for the XHTML of a narrative.</summary>
    public static bool IsNarrative(Element element) => element.Type.Primitive == PrimitiveKind.Xhtml;

    private static bool IsAddress(Element element) => (element.Type.Primitive is PrimitiveKind.Uri or PrimitiveKind.Oid or PrimitiveKind.Uuid && element.Type.Name != "canonical")
        || (element.Name == "reference" && element.Type.Primitive == PrimitiveKind.String);
}
