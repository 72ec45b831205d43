using System.Globalization;
using Gateway.Fhir;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;

namespace Gateway.Endpoints.Fhir.Bundles;

/// <summary>What of a posted Bundle cannot be read. In a batch, what one entry brings is no reason to refuse the others (http://hl7.org/fhir/R4/http.html#brules).</summary>
/// <param name="faults">All faults, with their places in the Bundle.</param>
internal sealed class FaultyEntries(IReadOnlyList<Fault> faults)
{
    private const string Place = "Bundle.entry[";
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
        return tolerant.IsRead && tolerant.Root.Type.Name == "Bundle" && tolerant.Root.ChildText("type") == "batch" && !read._byEntry.Contains(null) ? (tolerant.Root, read) : (default, refused);
    }

    // What lies inside of an entry: one that is none would be left out, and move the others.
    private static int? IndexOf(Fault fault)
    {
        var rest = fault.Expression.StartsWith(Place, StringComparison.Ordinal) ? fault.Expression.AsSpan(Place.Length) : [];
        return rest.IndexOf("].") is > 0 and var end && int.TryParse(rest[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null;
    }
}
