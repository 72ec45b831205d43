using Gateway.Fhir.Elements;

namespace Gateway.Access;

/// <summary>Somebody or something as a reference names it: by its address, by a number, or by both.</summary>
/// <param name="Address"><c>Type/id</c>, without what stands before it; null where there is none.</param>
/// <param name="Number">The number, with its system; null where there is none.</param>
public sealed record PartyReference(string? Address, Coded? Number)
{
    /// <summary>Reads a Reference; null for one that names nothing that could be compared.</summary>
    public static PartyReference? Of(Element reference)
    {
        var number = reference["identifier"].Where(i => i.ChildText("value") is not null).Select(i => (Coded?)Coded.Of(i.ChildText("system"), i.ChildText("value")!)).FirstOrDefault();
        var address = reference.ChildText("reference") is { Length: > 0 } text ? Local(text) : null;
        return address is null && number is null ? null : new PartyReference(address, number);
    }

    /// <summary><c>Type/id</c> of a literal reference, be it relative or absolute, of a version or not; other references as they are.</summary>
    public static string Local(string reference)
    {
        var text = reference.IndexOf("/_history/", StringComparison.Ordinal) is > 0 and var history ? reference[..history] : reference;
        var id = text.LastIndexOf('/');
        if (id <= 0 || text.StartsWith("urn:", StringComparison.Ordinal))
            return text;
        return text[(text.LastIndexOf('/', id - 1) + 1)..];
    }
}
