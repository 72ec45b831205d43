namespace Gateway.Mapping.Language;

/// <summary>The codes of one enumeration. Where a value has two, the first is written and both are read.</summary>
internal sealed class CodeTable<T>(params (string Code, T Value)[] rows)
    where T : struct, Enum
{
    private readonly Dictionary<string, T> _values = rows.ToDictionary(r => r.Code, r => r.Value, StringComparer.Ordinal);

    public bool TryGet(string? code, out T value)
    {
        value = default;
        return code is not null && _values.TryGetValue(code, out value);
    }

    public string Of(T value) => rows.First(r => EqualityComparer<T>.Default.Equals(r.Value, value)).Code;

    public string Codes => string.Join(", ", rows.Select(r => r.Code));
}
