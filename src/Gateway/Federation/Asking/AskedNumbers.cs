using Gateway.Sources;
using Gateway.Storage.Links;

namespace Gateway.Federation.Asking;

/// <summary>
/// By which numbers of a person each source was asked in the course of one search. When others have told of further numbers it is asked again, by those alone; numbers
/// that it has told of itself lead to nothing new in it.
/// </summary>
internal sealed class AskedNumbers
{
    private readonly Dictionary<string, HashSet<SourceIdentifier>> _asked = new(StringComparer.Ordinal);

    /// <summary>The numbers by which the source is to be asked now; from then on it counts as asked by them.</summary>
    public IReadOnlyList<SourceIdentifier> New(SourceProfile source, IEnumerable<SourceIdentifier> numbers, IEnumerable<LinkedRecord> records)
    {
        if (_asked.TryGetValue(source.Name, out var asked))
            asked.UnionWith(records.Where(r => r.Source == source.Name).SelectMany(r => r.Identifiers).Select(i => Compared(i.System, i.Value)));
        else
            asked = [];
        var found = numbers.Where(n => source.PersonSystems.Contains(n.System)).Where(n => asked.Add(Compared(n.System, n.Value))).ToList();
        if (found.Count > 0)
            _asked[source.Name] = asked;
        return found;
    }

    private static SourceIdentifier Compared(string system, string value) => new(system, LinkSystems.Normalised(system, value));
}
