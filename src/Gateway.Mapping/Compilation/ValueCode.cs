using Gateway.Fhir.Paths.Values;

namespace Gateway.Mapping.Compilation;

/// <summary>How a value is made while a map runs, and what is known of it beforehand.</summary>
internal sealed class ValueCode(Func<MapRun, MapValue> get, ValueShape shape)
{
    public Func<MapRun, MapValue> Get { get; } = get;

    public ValueShape Shape { get; } = shape;

    /// <summary>The text of a literal.</summary>
    public string? Literal { get; init; }

    /// <summary>The value as UTF-8, where that is at hand; null for nothing.</summary>
    public Func<MapRun, byte[]?>? Utf8 { get; init; }

    /// <summary>True when the value may be several, which then lie in <see cref="MapRun.Items"/>; the first is what <see cref="Get"/> gives.</summary>
    public bool IsMany { get; init; }

    public static ValueCode Of(PathValue value, string text) => new(_ => MapValue.Of(value), new ValueShape(null, value.Kind)) { Literal = text };
}
