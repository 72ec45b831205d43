using System.Collections.Frozen;

namespace Gateway.Access.Labels;

/// <summary>Which sensitivity labels cover which others, as <c>sensitivities.txt</c> says. A permission covers what lies below its label; a refusal also what is of the same kind.</summary>
public static class Sensitivities
{
    private static readonly FrozenDictionary<string, FrozenSet<string>> s_below;
    private static readonly FrozenDictionary<string, FrozenSet<string>> s_kin;

    static Sensitivities()
    {
        var (below, families) = Read();
        var codes = below.SelectMany(b => b.Value.Append(b.Key)).Concat(families.SelectMany(f => f)).Distinct().ToList();
        s_below = codes.ToFrozenDictionary(c => c, c => Below(c, below).ToFrozenSet());
        s_kin = codes.ToFrozenDictionary(c => c, c => Below(c, below).Concat(families.Where(f => f.Contains(c)).SelectMany(f => f)).ToFrozenSet());
    }

    /// <summary>True when a permission for the one label permits the other: itself, or what the code system has below it.</summary>
    public static bool Permits(Coded label, Coded other) => label == other || IsIn(s_below, label, other);

    /// <summary>True when a refusal of the one label refuses the other: itself, what lies below it, and what is of its kind.</summary>
    public static bool Forbids(Coded label, Coded other) => label == other || IsIn(s_kin, label, other);

    private static bool IsIn(FrozenDictionary<string, FrozenSet<string>> sets, Coded label, Coded other) =>
        label.System == CodeSystems.ActCode && other.System == CodeSystems.ActCode && sets.TryGetValue(label.Code, out var set) && set.Contains(other.Code);

    private static IEnumerable<string> Below(string code, Dictionary<string, string[]> below) =>
        below.GetValueOrDefault(code, []).SelectMany(c => Below(c, below)).Prepend(code);

    private static (Dictionary<string, string[]> Below, List<string[]> Families) Read()
    {
        var (below, families) = (new Dictionary<string, string[]>(StringComparer.Ordinal), new List<string[]>());
        using var reader = new StreamReader(typeof(Sensitivities).Assembly.GetManifestResourceStream("sensitivities.txt")!);
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#'))
                continue;
            if (line.Split(" > ") is [var above, var lower])
                below[above] = lower.Split(' ');
            else if (line.Split(" = ") is [var one, var others])
                families.Add([one, .. others.Split(' ')]);
        }

        return (below, families);
    }
}
