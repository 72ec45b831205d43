using Gateway.Fhir.Definitions;

namespace Gateway.Mapping.Catalog;

/// <summary>The models that maps may name by canonical URL: R4 with logical models laid over it, and other releases of FHIR.</summary>
/// <param name="definitions">R4 and the logical models.</param>
/// <param name="releases">Other releases by the number that their URLs bear: <c>3.0</c> for <c>http://hl7.org/fhir/3.0/StructureDefinition/Patient</c>.</param>
/// <param name="profiles">The types that profiles constrain, by the URLs of the profiles.</param>
public sealed class ModelSet(DefinitionSet definitions, IReadOnlyDictionary<string, DefinitionSet> releases, IReadOnlyDictionary<string, string> profiles)
{
    private const string Fhir = "http://hl7.org/fhir/";
    private const string Structure = "/StructureDefinition/";

    /// <summary>R4 alone.</summary>
    public static ModelSet R4 { get; } = new(DefinitionSet.R4, new Dictionary<string, DefinitionSet>(), new Dictionary<string, string>());

    /// <summary>R4 and the logical models.</summary>
    public DefinitionSet Definitions { get; } = definitions;

    /// <summary>The numbers of the other releases.</summary>
    public IEnumerable<string> Releases => releases.Keys;

    /// <summary>True for the URL of a profile that is loaded.</summary>
    public bool IsProfile(string url) => profiles.ContainsKey(url);

    /// <summary>True when a profile of that type is loaded.</summary>
    public bool HasProfile(string type) => profiles.Values.Contains(type);

    /// <summary>The model of that canonical URL, for a profile the type that it constrains; null when it is not loaded. HL7's URLs may bear the number of a release (http://hl7.org/fhir/R4/mapping-language.html#structures).</summary>
    public TypeDefinition? Find(string url)
    {
        if (!url.StartsWith(Fhir, StringComparison.Ordinal) || url.IndexOf(Structure, Fhir.Length - 1, StringComparison.Ordinal) is not (>= 0 and var at) || at < Fhir.Length)
            return Definitions.FindType(profiles.GetValueOrDefault(url, url));
        var (release, name) = (url[Fhir.Length..at], url[(at + Structure.Length)..]);
        if (releases.TryGetValue(release, out var set))
            return set.FindType(name);
        return Definitions.FindType(release is "4.0" or "4.0.1" ? $"{Fhir}StructureDefinition/{name}" : url);
    }
}
