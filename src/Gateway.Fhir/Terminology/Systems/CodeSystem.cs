using System.Collections.Frozen;

namespace Gateway.Fhir.Terminology.Systems;

/// <summary>A code system (http://hl7.org/fhir/R4/codesystem.html): its concepts in their own order, and what lies above what. Immutable; indexes are made on first use.</summary>
public sealed class CodeSystem
{
    private readonly Lazy<FrozenDictionary<string, int>> _index;
    private readonly Lazy<int[][]> _children;

    public CodeSystem() => (_index, _children) = (new(Index), new(Children));

    public required string Url { get; init; }

    public string Version { get; init; } = "";

    public string Title { get; init; } = "";

    public CodeSystemContent Content { get; init; }

    /// <summary>False only where the system says that the case of letters does not matter.</summary>
    public bool IsCaseSensitive { get; init; } = true;

    /// <summary>False where the system says that its hierarchy is another than is-a, so that nothing follows from it.</summary>
    public bool IsHierarchyIsA { get; init; } = true;

    /// <summary>The canonical URL of the value set of all its concepts; empty where none is said.</summary>
    public string ValueSet { get; init; } = "";

    /// <summary>The properties that its concepts may have.</summary>
    public IReadOnlyList<string> PropertyCodes { get; init; } = [];

    public IReadOnlyList<Concept> Concepts { get; init; } = [];

    public bool IsComplete => Content == CodeSystemContent.Complete;

    /// <summary>The concept's place in <see cref="Concepts"/>; -1 when it is not there.</summary>
    public int IndexOf(string code) => _index.Value.TryGetValue(code, out var index) ? index : -1;

    public Concept? Find(string code) => IndexOf(code) is >= 0 and var index ? Concepts[index] : null;

    /// <summary>The places of the concepts right below one.</summary>
    public IReadOnlyList<int> ChildrenOf(int index) => _children.Value[index];

    /// <summary>Whether the first concept is the second or above it.</summary>
    public bool IsAbove(int above, int below) => Walk(below, i => Concepts[i].Parents).Contains(above);

    /// <summary>The concept's place and those of all below it.</summary>
    public IEnumerable<int> Descendants(int index) => Walk(index, ChildrenOf);

    /// <summary>The concept's place and those of all above it.</summary>
    public IEnumerable<int> Ancestors(int index) => Walk(index, i => Concepts[i].Parents);

    public override string ToString() => Version.Length == 0 ? Url : $"{Url}|{Version}";

    // Each place is met once, whatever circles a system's properties make.
    private static IEnumerable<int> Walk(int start, Func<int, IReadOnlyList<int>> next)
    {
        var met = new HashSet<int> { start };
        var open = new Queue<int>([start]);
        while (open.TryDequeue(out var at))
        {
            yield return at;
            foreach (var index in next(at))
                if (met.Add(index))
                    open.Enqueue(index);
        }
    }

    private FrozenDictionary<string, int> Index()
    {
        var comparer = IsCaseSensitive ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase;
        var index = new Dictionary<string, int>(Concepts.Count, comparer);
        for (var i = 0; i < Concepts.Count; i++)
            index.TryAdd(Concepts[i].Code, i);
        return index.ToFrozenDictionary(comparer);
    }

    private int[][] Children()
    {
        var children = new List<int>?[Concepts.Count];
        for (var i = 0; i < Concepts.Count; i++)
            foreach (var parent in Concepts[i].Parents)
                (children[parent] ??= []).Add(i);
        return [.. children.Select(c => c is null ? [] : c.ToArray())];
    }
}
