using System.Globalization;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Terminology.Expansion;
using Gateway.Fhir.Terminology.Systems;

namespace Gateway.Disclosures.Codes;

/// <summary>The members of a value set, as <c>$expand</c> gives them (http://hl7.org/fhir/R4/valueset-operation-expand.html): texts and codes alone.</summary>
internal sealed record SaidExpansion
{
    private static readonly TypeDefinition s_type = DefinitionSet.R4.FindType("ValueSet")!;

    /// <summary>The canonical URL; empty for a value set that has none.</summary>
    public string Url { get; init; } = "";

    public string Version { get; init; } = "";

    public string Title { get; init; } = "";

    /// <summary>The status of the definition; <c>unknown</c> for R4's own, whose facts do not hold it.</summary>
    public string Status { get; init; } = "unknown";

    public required Guid Id { get; init; }

    public required DateTimeOffset Made { get; init; }

    public required ExpansionResult Result { get; init; }

    /// <summary>Where the page begins; null where no page was asked for.</summary>
    public int? Offset { get; init; }

    /// <summary>What shaped the expansion: name, type, text.</summary>
    public IReadOnlyList<(string Name, string Type, string Text)> Parameters { get; init; } = [];

    /// <summary>The designations of a member; null where they were not asked for.</summary>
    public Func<ExpandedConcept, IReadOnlyList<Designation>>? DesignationsOf { get; init; }

    public Element ToElement()
    {
        var set = ElementDraft.New(s_type);
        if (Url.Length > 0)
            set.AddText("url", Url);
        if (Version.Length > 0)
            set.AddText("version", Version);
        if (Title.Length > 0)
            set.AddText("title", Title);
        set.AddText("status", Status);
        var expansion = set.Add("expansion").AddText("identifier", $"urn:uuid:{Id:D}").AddText("timestamp", Made.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture))
            .AddText("total", Result.Total.ToString(CultureInfo.InvariantCulture));
        if (Offset is { } offset)
            expansion.AddText("offset", offset.ToString(CultureInfo.InvariantCulture));
        foreach (var (name, type, text) in Parameters)
            expansion.Add("parameter").AddText("name", name).AddText($"value{char.ToUpperInvariant(type[0])}{type[1..]}", text);
        foreach (var concept in Result.Concepts)
            Add(expansion.Add("contains"), concept);
        return set.Build();
    }

    private void Add(ElementDraft contains, ExpandedConcept concept)
    {
        if (concept.System.Length > 0)
            contains.AddText("system", concept.System);
        if (concept.IsAbstract)
            contains.AddText("abstract", "true");
        if (concept.IsInactive)
            contains.AddText("inactive", "true");
        if (concept.Version.Length > 0)
            contains.AddText("version", concept.Version);
        contains.AddText("code", concept.Code);
        if (concept.Display.Length > 0)
            contains.AddText("display", concept.Display);
        foreach (var designation in DesignationsOf?.Invoke(concept) ?? [])
        {
            var said = contains.Add("designation");
            if (designation.Language.Length > 0)
                said.AddText("language", designation.Language);
            said.AddText("value", designation.Value);
        }
    }
}
