namespace Gateway.Mapping.Language;

/// <summary>
/// Where a part of a map stands in its text: line and column (in code points), counted from 1; both 0 when it was not read from text.
/// Places compare as equal, so that two maps are equal when they say the same.
/// </summary>
public readonly struct MapPlace(int line, int column) : IEquatable<MapPlace>
{
    public int Line { get; } = line;

    public int Column { get; } = column;

    public bool Equals(MapPlace other) => true;

    public override bool Equals(object? obj) => obj is MapPlace;

    public override int GetHashCode() => 0;

    public static bool operator ==(MapPlace left, MapPlace right) => left.Equals(right);

    public static bool operator !=(MapPlace left, MapPlace right) => !left.Equals(right);

    public override string ToString() => $"{Line}:{Column}";
}
