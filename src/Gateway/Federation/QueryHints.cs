namespace Gateway.Federation;

/// <summary>The plain conditions of a query, by which sources may narrow what they answer.</summary>
internal static class QueryHints
{
    /// <summary>Name to value of parameters that stand once, without modifier; result parameters and what names persons are left out.</summary>
    public static IReadOnlyDictionary<string, string> Of(string query) => query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(p => p.Split('=', 2)).Where(p => p.Length == 2).Select(p => (Name: Uri.UnescapeDataString(p[0]), Value: Uri.UnescapeDataString(p[1].Replace('+', ' '))))
        .Where(p => p.Name is "_id" or "_lastUpdated" || (!p.Name.StartsWith('_') && (!p.Name.Contains(':', StringComparison.Ordinal) || p.Name.EndsWith(":identifier", StringComparison.Ordinal))))
        .GroupBy(p => p.Name).Where(g => g.Count() == 1).ToDictionary(g => g.Key, g => g.First().Value, StringComparer.Ordinal);
}
