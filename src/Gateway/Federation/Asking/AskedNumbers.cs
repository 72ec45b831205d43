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

    /// <summary>True for a source that was asked by a number.</summary>
    public bool Has(SourceProfile source) => _asked.ContainsKey(source.Name);

    /// <summary>True for a record that its source was asked for by a number that stands on it.</summary>
    public bool Has(LinkedRecord record) => _asked.TryGetValue(record.Source, out var asked) && record.Identifiers.Any(i => asked.Contains(Compared(i.System, i.Value)));

    /// <summary>The numbers by which the source is to be asked now; from then on it counts as asked by them.</summary>
    /// <param name="source">The source.</param>
    /// <param name="numbers">The numbers of the person.</param>
    /// <param name="told">What the sources tell of Patients that they were asked for.</param>
    public IReadOnlyList<SourceIdentifier> New(SourceProfile source, IEnumerable<SourceIdentifier> numbers, IEnumerable<LinkedRecord> told)
    {
        var asked = _asked.GetValueOrDefault(source.Name) ?? [];
        var own = asked.Count == 0 ? [] : told.Where(r => r.Source == source.Name).SelectMany(r => r.Identifiers).Select(i => Compared(i.System, i.Value)).ToHashSet();
        var found = numbers.Where(n => source.PersonSystems.Contains(n.System)).Where(n => Compared(n.System, n.Value) is var number && !own.Contains(number) && asked.Add(number)).ToList();
        if (found.Count > 0)
            _asked[source.Name] = asked;
        return found;
    }

    private static SourceIdentifier Compared(string system, string value) => new(system, LinkSystems.Normalised(system, value));
}
