namespace Gateway.Fhir.Terminology;

/// <summary>Resources by canonical URL and version, the latest version first. What is kept may be read when it is first asked for.</summary>
internal sealed class CanonicalTable<T>
    where T : class
{
    private readonly Dictionary<string, List<(string Version, Deferred<T> Value)>> _byUrl = new(StringComparer.Ordinal);

    public IEnumerable<string> Urls => _byUrl.Keys;

    public IEnumerable<T> All => _byUrl.Values.SelectMany(v => v).Select(v => v.Value.Value);

    /// <summary>False where that version was there already: the later one counts.</summary>
    public bool Add(string url, string version, Deferred<T> value)
    {
        if (!_byUrl.TryGetValue(url, out var versions))
            _byUrl[url] = versions = [];
        if (versions.FindIndex(v => v.Version == version) is >= 0 and var same)
        {
            versions[same] = (version, value);
            return false;
        }

        var place = versions.FindIndex(v => CanonicalVersion.Compare(v.Version, version) < 0);
        versions.Insert(place < 0 ? versions.Count : place, (version, value));
        return true;
    }

    /// <summary>The resource of that version, or else the latest that is the same but for its last part; without a version, the latest.</summary>
    public T? Find(string url, string version)
    {
        if (!_byUrl.TryGetValue(url, out var versions))
            return null;
        if (version.Length == 0)
            return versions[0].Value.Value;
        var place = versions.FindIndex(v => v.Version == version);
        if (place < 0)
            place = versions.FindIndex(v => CanonicalVersion.IsAlike(v.Version, version));
        return place < 0 ? null : versions[place].Value.Value;
    }
}
