using Gateway.Fhir.Terminology.ValueSets;

namespace Gateway.Fhir.Terminology;

/// <summary>
/// Value sets that exist without a resource: of SNOMED CT (http://hl7.org/fhir/R4/snomedct.html#implicit), of LOINC (http://hl7.org/fhir/R4/loinc.html#implicit),
/// and of all concepts of a system that names such a set.
/// </summary>
internal static class ImplicitValueSets
{
    private const string Snomed = "http://snomed.info/sct";
    private const string Loinc = "http://loinc.org";

    /// <summary>The value set that the URL means; null when it means none.</summary>
    public static ValueSet? Find(string url, Func<string, string?> systemOf)
    {
        if (url.StartsWith(Snomed, StringComparison.Ordinal) && url.IndexOf("?fhir_vs", StringComparison.Ordinal) is > 0 and var query)
            return Part(url, new ValueSetPart { System = Snomed, Version = query == Snomed.Length ? "" : url[..query], Filters = SnomedFilters(url[(query + "?fhir_vs".Length)..]) });
        if (url == $"{Loinc}/vs")
            return Part(url, new ValueSetPart { System = Loinc });
        if (url.StartsWith($"{Loinc}/vs/", StringComparison.Ordinal))
            return Part(url, new ValueSetPart { System = Loinc, Filters = [new ConceptFilter("ancestor", "=", url[$"{Loinc}/vs/".Length..])] });
        return systemOf(url) is { } system ? Part(url, new ValueSetPart { System = system }) : null;
    }

    private static ValueSet Part(string url, ValueSetPart part) => new() { Url = url, Includes = [part] };

    private static ConceptFilter[] SnomedFilters(string rest) =>
        rest.Length == 0 ? []
        : rest.StartsWith("=isa/", StringComparison.Ordinal) ? [new ConceptFilter("concept", "is-a", rest[5..])]
        : rest.StartsWith("=refset/", StringComparison.Ordinal) ? [new ConceptFilter("concept", "in", rest[8..])]
        : [new ConceptFilter("constraint", "=", rest)];
}
