using Gateway.Fhir.Search.Parameters;
using Gateway.Fhir.Search.Queries;

namespace Gateway.Storage.Search;

/// <summary>The keys that matches are ordered by, each a value of the row or nothing; what has no value comes last.</summary>
internal sealed class SqlSort(IReadOnlyList<SearchSort> sorts)
{
    public int Count => sorts.Count;

    /// <summary>Writes the keys as columns k0, k1, …</summary>
    public void Columns(SqlText sql, string s)
    {
        for (var k = 0; k < sorts.Count; k++)
        {
            var (sort, i) = (sorts[k], sql.Alias());
            var (pick, value) = (sort.IsDescending ? "max" : "min", Value(sort, i));
            sql.Add($", (select {pick}({value}) from {IndexTables.Of(sort.Parameter.Type)} {i} where {i}.sid = {s}.sid and {i}.code = ").Value(sort.Parameter.Code).Add($" and {value} is not null) as k{k}");
        }
    }

    /// <summary>Writes the condition that a row comes after the one with these keys.</summary>
    public void After(SqlText sql, SearchCursor cursor)
    {
        sql.Add("(");
        for (var k = 0; k <= sorts.Count; k++)
        {
            sql.Add(k == 0 ? "(" : " or (");
            for (var same = 0; same < k; same++)
                Same(sql, same, cursor.Keys[same]);
            if (k == sorts.Count)
                sql.Add("(type, id) > (").Value(cursor.Type).Add(", ").Value(cursor.Id).Add(")");
            else if (cursor.Keys[k] is null)
                sql.Add("1 = 0");
            else
                sql.Add($"(k{k} is null or k{k} {(sorts[k].IsDescending ? "<" : ">")} ").Value(cursor.Keys[k]).Add(")");
            sql.Add(")");
        }

        sql.Add(")");
    }

    public string Order => string.Concat(Enumerable.Range(0, sorts.Count).Select(k => $"k{k} {(sorts[k].IsDescending ? "desc" : "asc")} nulls last, ")) + "type, id";

    private static void Same(SqlText sql, int key, object? value)
    {
        if (value is null)
            sql.Add($"k{key} is null and ");
        else
            sql.Add($"k{key} = ").Value(value).Add(" and ");
    }

    private static string Value(SearchSort sort, string i) => sort.Parameter.Type switch
    {
        SearchParameterType.String => $"{i}.folded",
        SearchParameterType.Token => $"{i}.key",
        SearchParameterType.Uri => $"{i}.value",
        SearchParameterType.Reference => $"coalesce({i}.url, {i}.type || '/' || {i}.id)",
        SearchParameterType.Quantity => sort.IsDescending ? $"coalesce({i}.canonical_high, {i}.high)" : $"coalesce({i}.canonical_low, {i}.low)",
        _ => sort.IsDescending ? $"{i}.high" : $"{i}.low",
    };
}
