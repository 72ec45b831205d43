using Gateway.Fhir.Elements;

namespace Gateway.Medication;

/// <summary>Finds the medicine that a resource names, in itself or in a Medication that came along.</summary>
internal sealed class ProductIndex
{
    private const string Dmd = "https://dmd.nhs.uk";
    private const string Snomed = "http://snomed.info/sct";

    // GP systems send it where a medicine could not be transferred with its code; the text tells the medicine.
    private const string Degraded = "196421000000109";

    private readonly Dictionary<(string Source, string Address), Element> _products = [];

    public ProductIndex(IEnumerable<MedicationResource> resources)
    {
        foreach (var (source, _, resource) in resources)
            if (resource.Type.Name == "Medication" && resource.ChildText("id") is { } id)
                _products.TryAdd((source, $"Medication/{id}"), resource);
    }

    /// <summary>Name and codes of the medicine, and the Medication where it is one of those that came along.</summary>
    public (string? Name, IReadOnlyList<string> Codes, Element? Product) Of(Element resource, string source)
    {
        var medicine = resource["medication"].FirstOrDefault();
        if (medicine.IsNone)
            return (null, [], null);
        if (medicine.Type.Name != "Reference")
            return (Name(medicine), Codes(medicine), null);
        var reference = medicine.ChildText("reference") ?? "";
        if (reference.StartsWith('#') && resource["contained"].FirstOrDefault(c => c.ChildText("id") == reference[1..]) is { IsNone: false } inside)
            return (Name(inside) ?? medicine.ChildText("display"), Codes(inside), null);
        return _products.TryGetValue((source, reference), out var product)
            ? (Name(product) ?? medicine.ChildText("display"), Codes(product), product) : (medicine.ChildText("display"), [], null);
    }

    private static string? Name(Element medicine)
    {
        var concept = Concept(medicine);
        if (concept.IsNone)
            return null;
        if (concept.ChildText("text") is { } text)
            return text;
        var codings = concept["coding"].Where(c => c.ChildText("code") != Degraded).ToArray();
        return codings.Where(IsListed).Concat(codings).Select(c => c.ChildText("display")).OfType<string>().FirstOrDefault();
    }

    private static string[] Codes(Element medicine)
    {
        var concept = Concept(medicine);
        return concept.IsNone ? [] : [.. concept["coding"].Where(IsListed).Select(c => c.ChildText("code")).OfType<string>()];
    }

    private static Element Concept(Element medicine) => medicine.Type.Name == "Medication" ? medicine["code"].FirstOrDefault() : medicine;

    private static bool IsListed(Element coding) => coding.ChildText("system") is Dmd or Snomed;
}
