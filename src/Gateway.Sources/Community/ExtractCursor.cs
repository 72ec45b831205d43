using System.Globalization;

namespace Gateway.Sources.Community;

/// <summary>How far the provider's extracts were read: the last one, and where it was not read to its end how many rows of it.</summary>
/// <param name="Name">The extract; null before the first.</param>
/// <param name="Rows">The rows that were read; 0 when all were.</param>
/// <param name="Kind">Its kind, where some are to be read.</param>
internal sealed record ExtractCursor(string? Name, int Rows, string Kind)
{
    public static readonly ExtractCursor Start = new(null, 0, "");

    /// <summary>A cursor of an earlier answer; the start when it is none.</summary>
    public static ExtractCursor Of(string? text) => text?.Split('#') switch
    {
        [{ Length: > 0 } name] => new ExtractCursor(name, 0, ""),
        [{ Length: > 0 } name, var rows, var kind] when int.TryParse(rows, NumberStyles.None, CultureInfo.InvariantCulture, out var count) => new ExtractCursor(name, count, kind),
        _ => Start,
    };

    public override string ToString() => Rows == 0 ? Name ?? "" : string.Create(CultureInfo.InvariantCulture, $"{Name}#{Rows}#{Kind}");
}
