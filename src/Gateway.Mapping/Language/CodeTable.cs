namespace Gateway.Mapping.Language;

/// <summary>The codes of one enumeration. Where a value has two, the first is written and both are read.</summary>
internal sealed class CodeTable<T>(params (string Code, T Value)[] rows)
    where T : struct, Enum
{
    public bool TryGet(string? code, out T value)
    {
        // The tables are short, and a dictionary of each enumeration would have to be compiled when the program starts.
        foreach (var row in rows)
        {
            if (row.Code != code)
                continue;
            value = row.Value;
            return true;
        }

        value = default;
        return false;
    }

    public string Of(T value) => rows.First(r => EqualityComparer<T>.Default.Equals(r.Value, value)).Code;

    public string Codes => string.Join(", ", rows.Select(r => r.Code));
}
