using System.Globalization;
using System.Text.Json;
using System.Xml;
using Gateway.Fhir;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;

namespace Gateway.Endpoints.Fhir.Bundles;

/// <summary>What of a posted Bundle cannot be read. In a batch, what one entry brings is no reason to refuse the others (http://hl7.org/fhir/R4/http.html#brules).</summary>
/// <param name="faults">All faults, with their places in the Bundle.</param>
internal sealed class FaultyEntries(IReadOnlyList<Fault> faults)
{
    private const string Place = "Bundle.entry[";
    private const int MaxDepth = 1000;
    private readonly ILookup<int?, Fault> _byEntry = faults.ToLookup(IndexOf);

    public IReadOnlyList<Fault> Faults => faults;

    /// <summary>The faults of an entry.</summary>
    public IReadOnlyList<Fault> Of(int index) => [.. _byEntry[index]];

    /// <summary>The Bundle with its faults; none where it is not a batch whose faults all lie in its entries, and leave the rest readable.</summary>
    public static (Element Bundle, FaultyEntries Faulty) Read(byte[] content)
    {
        var strict = FhirContent.Read(content);
        if (strict.IsRead)
            return (strict.Root, new FaultyEntries([]));
        var tolerant = FhirContent.Read(content, options: ReadOptions.Tolerant);
        var (refused, read) = (new FaultyEntries(strict.Faults), new FaultyEntries([.. tolerant.Faults.Select(f => f with { IsWarning = false })]));
        return tolerant.IsRead && tolerant.Root.Type.Name == "Bundle" && tolerant.Root.ChildText("type") == "batch" && !read._byEntry.Contains(null) && CountIn(content) == tolerant.Root["entry"].Count()
            ? (tolerant.Root, read) : (default, refused);
    }

    // An entry of which nothing is left is left out of what was read, and the others would be taken for those before them. Null where they cannot be counted.
    private static int? CountIn(byte[] content)
    {
        try
        {
            return content.AsSpan().TrimStart(" \t\r\n"u8).StartsWith("<"u8) ? CountInXml(content) : CountInJson(content);
        }
        catch (Exception e) when (e is JsonException or XmlException or InvalidOperationException)
        {
            return null;
        }
    }

    private static int CountInJson(byte[] content)
    {
        var json = new Utf8JsonReader(content, new JsonReaderOptions { MaxDepth = MaxDepth });
        var count = 0;
        while (json.Read())
            if (json is { TokenType: JsonTokenType.PropertyName, CurrentDepth: 1 } && json.ValueTextEquals("entry"u8))
                for (json.Read(); json.Read() && json.TokenType != JsonTokenType.EndArray; count++)
                    json.Skip();
        return count;
    }

    private static int CountInXml(byte[] content)
    {
        using var xml = XmlReader.Create(new MemoryStream(content), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        var count = 0;
        while (xml.Read())
            if (xml is { NodeType: XmlNodeType.Element, Depth: 1, LocalName: "entry" })
                count++;
        return count;
    }

    // What lies inside of an entry: one that is none would be left out, and move the others.
    private static int? IndexOf(Fault fault)
    {
        var rest = fault.Expression.StartsWith(Place, StringComparison.Ordinal) ? fault.Expression.AsSpan(Place.Length) : [];
        return rest.IndexOf("].") is > 0 and var end && int.TryParse(rest[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null;
    }
}
