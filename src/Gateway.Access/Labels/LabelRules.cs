using System.Collections.Concurrent;
using System.Collections.Frozen;

namespace Gateway.Access.Labels;

/// <summary>All rules of labels, ready to be asked of every code of a resource. Labels are only ever raised.</summary>
public sealed class LabelRules
{
    /// <summary>The most sets: what a resource falls under is kept in as many bits.</summary>
    internal const int Most = 64;

    private readonly Utf8Table<int> _systems = new();
    private readonly Utf8Table<(int System, ulong Rules)[]> _codes = new();
    private readonly Utf8Table<ulong> _medicines = new();
    private readonly ulong[] _wholeSystems;
    private readonly FrozenDictionary<string, LabelSet> _floors;
    private readonly FrozenSet<string> _withoutFloor;
    private readonly ConcurrentDictionary<(ulong Rules, LabelSet Floor), LabelSet> _known = new();

    internal LabelRules(IReadOnlyList<LabelRule> sets, IReadOnlyList<SourceFloor> floors, IEnumerable<string> withoutFloor)
    {
        (Sets, Floors) = (sets, floors);
        _floors = floors.ToFrozenDictionary(f => f.Kind, f => f.Labels, StringComparer.Ordinal);
        _withoutFloor = withoutFloor.ToFrozenSet(StringComparer.Ordinal);
        string[] systems = [.. sets.SelectMany(s => s.Codes.Select(c => c.System).Concat(s.Systems)).Distinct(StringComparer.Ordinal)];
        for (var i = 0; i < systems.Length; i++)
            foreach (var name in CodeSystems.Names(systems[i]))
                _systems[name] = i;
        _wholeSystems = [.. systems.Select(system => Rules(s => s.Systems.Contains(system)))];
        foreach (var code in sets.SelectMany(s => s.Codes).Distinct().GroupBy(c => c.Code, StringComparer.Ordinal))
            _codes[code.Key] = [.. code.Select(c => (Array.IndexOf(systems, c.System), Rules(s => s.Codes.Contains(c))))];
        foreach (var medicine in sets.SelectMany(s => s.Medicines).Distinct(StringComparer.Ordinal))
            _medicines[medicine] = Rules(s => s.Medicines.Contains(medicine));
    }

    public IReadOnlyList<LabelRule> Sets { get; }

    public IReadOnlyList<SourceFloor> Floors { get; }

    /// <summary>The labels that all resources of that type from that kind of source have.</summary>
    public LabelSet FloorOf(string kind, string type) => _withoutFloor.Contains(type) ? LabelSet.None : _floors.GetValueOrDefault(kind, LabelSet.None);

    /// <summary>The labels of a resource that bears those, falls under those rules, and comes from there.</summary>
    internal LabelSet Of(LabelSet stored, ulong rules, LabelSet floor)
    {
        if (rules == 0)
            return stored.With(floor);
        if (!_known.TryGetValue((rules, floor), out var made))
            _known[(rules, floor)] = made = SetsOf(rules).Aggregate(floor, (labels, set) => labels.With(set.Labels));
        return stored.With(made);
    }

    /// <summary>The rules that a code falls under; one without a system under those of each system that has it.</summary>
    internal ulong Of(ReadOnlySpan<byte> system, ReadOnlySpan<byte> code)
    {
        var number = -1;
        if (!system.IsEmpty && !_systems.TryGet(system[^1] == '/' ? system.TrimEnd((byte)'/') : system, out number))
            return 0;
        var rules = number >= 0 ? _wholeSystems[number] : 0;
        if (!code.IsEmpty && _codes.TryGet(code, out var entries))
            foreach (var entry in entries)
                if (number < 0 || entry.System == number)
                    rules |= entry.Rules;
        return rules;
    }

    /// <summary>The rules that a concept falls under by its words, where they begin with the name of a medicine.</summary>
    internal ulong OfWords(ReadOnlySpan<byte> words)
    {
        Span<byte> name = stackalloc byte[32];
        var length = 0;
        while (length < words.Length && length < name.Length && words[length] is var letter && (letter | 0x20) is >= (byte)'a' and <= (byte)'z')
            name[length++] = (byte)(letter | 0x20);
        return length > 3 && _medicines.TryGet(name[..length], out var rules) ? rules : 0;
    }

    internal IEnumerable<LabelRule> SetsOf(ulong rules) => Sets.Where((_, i) => (rules & (1UL << i)) != 0);

    private ulong Rules(Func<LabelRule, bool> isOne) => Sets.Select((set, i) => isOne(set) ? 1UL << i : 0).Aggregate(0UL, (all, one) => all | one);
}
