using System.Collections.Concurrent;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;

namespace Gateway.Fhir.Validation.Profiles;

/// <summary>
/// The profiles that content is validated against: R4's own with its extensions, and those given at run time over them. A set never changes; adding makes
/// a new one. A profile is joined with what it derives from and compiled when it is first asked for.
/// </summary>
public sealed class ProfileSet
{
    private static readonly Lazy<ProfileSet> s_r4 = new(() => new ProfileSet(null, R4Definitions.Profiles.ToDictionary(
        p => p.Key, p => new Lazy<ProfileFacts>(() => ProfileErrata.Corrected(ProfileReader.Read(FhirJson.Read(p.Value).Root))), StringComparer.Ordinal)));

    private readonly ProfileSet? _under;
    private readonly Dictionary<string, Lazy<ProfileFacts>> _facts;
    private readonly ConcurrentDictionary<string, Profile?> _profiles = new(StringComparer.Ordinal);
    private readonly ProfileCompiler _compiler;
    private readonly HashSet<string> _stated = new(StringComparer.Ordinal);

    private ProfileSet(ProfileSet? under, Dictionary<string, Lazy<ProfileFacts>> facts)
    {
        (_under, _facts) = (under, facts);
        _compiler = new ProfileCompiler(FactsOf, DefinitionSet.R4);
    }

    /// <summary>The profiles and extensions of R4 4.0.1.</summary>
    public static ProfileSet R4 => s_r4.Value;

    /// <summary>The canonical URLs of the set's own profiles, without those of the set under it.</summary>
    public IEnumerable<string> Urls => _facts.Keys.Where(k => !k.Contains('|', StringComparison.Ordinal));

    /// <summary>This set with the profiles among these resources over it; a URL that both have means the new one.</summary>
    public ProfileSet With(IEnumerable<Element> definitions)
    {
        var facts = new Dictionary<string, Lazy<ProfileFacts>>(StringComparer.Ordinal);
        foreach (var profile in definitions.Where(ProfileReader.IsProfile).Select(ProfileReader.Read))
        {
            var lazy = new Lazy<ProfileFacts>(profile);
            facts[profile.Url] = lazy;
            if (profile.Version.Length > 0)
                facts[$"{profile.Url}|{profile.Version}"] = lazy;
        }

        if (facts.Count == 0)
            return this;
        var set = new ProfileSet(this, facts);
        set._stated.UnionWith(facts.Values.SelectMany(f => f.Value.Rules).Where(r => r.Path.EndsWith(".extension.url", StringComparison.Ordinal)).Select(r => r.Fixed.Text).OfType<string>());
        return set;
    }

    /// <summary>Everything that is wrong with the set's own profiles.</summary>
    public IReadOnlyList<ProfileFault> Check() => [.. Urls.Order(StringComparer.Ordinal).SelectMany(u => Find(u)!.Faults)];

    /// <summary>True when the set, or the one under it, has a profile of that canonical URL.</summary>
    public bool Has(string canonical) => FactsOf(canonical) is not null;

    /// <summary>True for an extension that a profile states in place: it has no definition here, but a slice with its <c>url</c>.</summary>
    internal bool States(string extension) => _stated.Contains(extension) || _under?.States(extension) == true;

    internal Profile? Find(string canonical)
    {
        if (_profiles.TryGetValue(canonical, out var known))
            return known;

        // Canonicals come from data too: only what exists is remembered.
        if (FactsOf(canonical) is not { } facts)
            return null;
        return _profiles.GetOrAdd(canonical, canonical == facts.Url ? _compiler.Compile(facts) : Find(facts.Url) is { } named && ReferenceEquals(named.Facts, facts) ? named : _compiler.Compile(facts));
    }

    // A profile of another version than the one that is named is another profile.
    private ProfileFacts? FactsOf(string canonical)
    {
        if (_facts.TryGetValue(canonical, out var own))
            return own.Value;
        var bar = canonical.IndexOf('|', StringComparison.Ordinal);
        if (bar > 0 && _facts.TryGetValue(canonical[..bar], out own) && (own.Value.Version.Length == 0 || own.Value.Version == canonical[(bar + 1)..]))
            return own.Value;
        return _under?.FactsOf(canonical);
    }
}
