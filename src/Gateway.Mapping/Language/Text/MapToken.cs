namespace Gateway.Mapping.Language.Text;

/// <summary>One token: its text without quotes and escapes, where it stands, and whether its line starts with it.</summary>
internal readonly record struct MapToken(MapTokenKind Kind, string Text, int Start, int Line, int Column, bool IsFirstOnLine)
{
    public MapPlace Place => new(Line, Column);

    public bool IsText => Kind is MapTokenKind.String or MapTokenKind.DoubleString;

    public bool IsName => Kind is MapTokenKind.Word or MapTokenKind.QuotedWord or MapTokenKind.DoubleString;

    public bool Is(string symbol) => Kind == MapTokenKind.Symbol && Text == symbol;

    public bool IsWord(string word) => Kind == MapTokenKind.Word && Text == word;
}
