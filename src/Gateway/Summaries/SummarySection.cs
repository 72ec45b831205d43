using Gateway.Fhir.Elements;

namespace Gateway.Summaries;

/// <summary>A section of an International Patient Summary (http://hl7.org/fhir/uv/ips/Composition-uv-ips).</summary>
/// <param name="Code">Its LOINC code; null for one of the gateway's own, of which IPS knows nothing.</param>
/// <param name="Display">What LOINC calls it, or the words that stand in place of a code.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Types">The types of its entries.</param>
/// <param name="IsEntry">True for a resource of those types that belongs here.</param>
internal sealed record SummarySection(string? Code, string Display, string Title, IReadOnlyList<string> Types, Func<Element, bool> IsEntry)
{
    /// <summary>The code of http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips for there being no information; null where there is none.</summary>
    public string? NoInformation { get; init; }

    /// <summary>True where a summary without the section is none.</summary>
    public bool IsRequired { get; init; }
}
