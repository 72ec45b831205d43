using System.Text.Json;

namespace Gateway.Access.Redaction.Reading;

/// <summary>What projections name instead of spelling it out: lists of codes, systems of numbers, translations, sets of parts, views. Those that all projections share stand in a file of their own.</summary>
internal sealed class Vocabulary(Vocabulary? shared)
{
    private readonly Dictionary<string, object> _entries = new(StringComparer.Ordinal);
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    /// <summary>What is there and never used.</summary>
    public IEnumerable<string> Unused => _entries.Keys.Where(k => !_used.Contains(k)).Order(StringComparer.Ordinal);

    /// <summary>Adds an entry; false when there is one of that kind and name, here or among what is shared.</summary>
    public bool Add<T>(string kind, string name, T entry)
        where T : class
        => shared?._entries.ContainsKey(Key(kind, name)) != true && _entries.TryAdd(Key(kind, name), entry);

    public CodeSet? List(string name) => Find("list", name) as CodeSet;

    public byte[][]? Numbers(string name) => Find("numbers", name) as byte[][];

    public Translation? Translation(string name) => Find("translation", name) as Translation;

    /// <summary>A set of parts, as it is written.</summary>
    public JsonProperty[]? Set(string name) => Find("set", name) as JsonProperty[];

    /// <summary>A view of a type of resource, as it is written.</summary>
    public JsonProperty[]? View(string name) => Find("view", name) as JsonProperty[];

    private object? Find(string kind, string name)
    {
        if (!_entries.TryGetValue(Key(kind, name), out var entry))
            return shared?.Find(kind, name);
        _used.Add(Key(kind, name));
        return entry;
    }

    private static string Key(string kind, string name) => $"{kind} {name}";
}
