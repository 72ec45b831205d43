using System.Collections.Concurrent;

namespace Gateway.Fhir.Definitions;

/// <summary>
/// Element names as small numbers, so that a step of a path compares integers inside the tree's own memory. Only names that a
/// definition declares are entered; names in data or expressions are looked up and never added.
/// </summary>
internal static class NameTable
{
    private static readonly ConcurrentDictionary<string, int> s_ids = new(StringComparer.Ordinal);
    private static int s_last;

    public static int Add(string name) => s_ids.GetOrAdd(name, static _ => Interlocked.Increment(ref s_last));

    /// <summary>The number of a name, or 0 when no loaded definition declares it.</summary>
    public static int Find(string name) => s_ids.GetValueOrDefault(name);
}
