using Gateway.Fhir.Elements;
using Gateway.Fhir.Search.Values;
using Gateway.Storage.Links;

namespace Gateway.Matching;

/// <summary>What a Patient is known by, in the forms that are compared: names and postcodes folded as searches fold them.</summary>
internal sealed record PersonTraits
{
    private static readonly HashSet<string> s_codes = ["family", "given", "birthdate", "gender", "address-postalcode"];

    /// <summary>The numbers; those that are certain are marked.</summary>
    public required IReadOnlyList<LinkIdentifier> Numbers { get; init; }

    public required IReadOnlyList<string> FamilyNames { get; init; }

    public required IReadOnlyList<string> GivenNames { get; init; }

    public required IReadOnlyList<string> Postcodes { get; init; }

    /// <summary>Null where it is not said.</summary>
    public DateValue? BirthDate { get; init; }

    /// <summary>male or female; null for anything else, which tells nobody apart.</summary>
    public string? Gender { get; init; }

    /// <param name="patient">The Patient, with an id.</param>
    /// <param name="numbers">Its numbers.</param>
    /// <param name="extractor">Reads what it is found by.</param>
    public static PersonTraits Of(Element patient, IEnumerable<LinkIdentifier> numbers, IndexExtractor extractor)
    {
        var values = extractor.ExtractOnly(patient, s_codes).Values;
        return new PersonTraits
        {
            Numbers = LinkSystems.Normalised(numbers),
            FamilyNames = Texts("family"),
            GivenNames = Texts("given"),
            Postcodes = [.. Texts("address-postalcode").Select(p => p.Replace(" ", "", StringComparison.Ordinal))],
            BirthDate = values.GetValueOrDefault("birthdate")?.OfType<DateValue>().FirstOrDefault(),
            Gender = values.GetValueOrDefault("gender")?.OfType<TokenValue>().Select(t => t.Key).FirstOrDefault(k => k is "male" or "female"),
        };

        IReadOnlyList<string> Texts(string code) => [.. (values.GetValueOrDefault(code) ?? []).OfType<StringValue>().Select(s => s.Folded).Where(s => s.Length > 0).Distinct()];
    }
}
