namespace Gateway.Fhir.Paths.Syntax;

/// <summary>One token: its text without quotes, escapes or prefix, and where it starts.</summary>
internal readonly record struct Token(TokenKind Kind, string Text, int Position)
{
    public bool Is(string symbol) => Kind == TokenKind.Symbol && Text == symbol;

    public bool IsWord(string word) => Kind == TokenKind.Word && Text == word;
}
