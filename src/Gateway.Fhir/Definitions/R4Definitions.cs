using Gateway.Fhir.Definitions.Facts;
using Gateway.Fhir.Definitions.File;

namespace Gateway.Fhir.Definitions;

/// <summary>FHIR R4 4.0.1 as embedded in this assembly. Each section is opened on first use, each type bound on first use.</summary>
public static class R4Definitions
{
    private static readonly Lazy<DefinitionFile> s_file = new(() =>
        new DefinitionFile(typeof(R4Definitions).Assembly.GetManifestResourceStream("r4.definitions")!));

    private static readonly Lazy<TypeSection> s_types = new(() => new TypeSection(s_file.Value.Open(DefinitionSection.Types)));

    private static readonly Lazy<DefinitionSet> s_set = new(() => new DefinitionSet(null, name => s_types.Value.Find(name), () => s_types.Value.Names));

    private static readonly Lazy<IReadOnlyList<SearchParameterFacts>> s_search = new(() => SearchSection.Read(s_file.Value.Open(DefinitionSection.Search)));

    private static readonly Lazy<IReadOnlyDictionary<string, byte[]>> s_profiles = new(() => ProfileSection.Read(s_file.Value.Open(DefinitionSection.Profiles)));

    /// <summary>All 148 resource types and the data types.</summary>
    public static DefinitionSet Types => s_set.Value;

    /// <summary>All search parameters of the standard.</summary>
    public static IReadOnlyList<SearchParameterFacts> SearchParameters => s_search.Value;

    /// <summary>The profiles and extensions of the standard by URL: StructureDefinitions in JSON, without their prose.</summary>
    internal static IReadOnlyDictionary<string, byte[]> Profiles => s_profiles.Value;
}
