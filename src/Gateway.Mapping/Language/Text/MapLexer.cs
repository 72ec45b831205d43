using System.Globalization;
using System.Text;

namespace Gateway.Mapping.Language.Text;

/// <summary>Splits a map into tokens, one ahead; expressions are left to FHIRPath's own lexer.</summary>
internal sealed class MapLexer
{
    private static readonly string[] s_symbols =
    [
        "->", "<<", ">>", "..", "==", "!=", "<=", ">=", ">-", "<-", "||", "--",
        "=", "~", "-", "+", "*", "{", "}", "(", ")", ",", ";", ":", ".", "<", ">",
    ];

    private readonly MapComments _comments = new();
    private int _at;
    private int _line = 1;
    private int _column = 1;

    public MapLexer(string text)
    {
        Text = text;
        _at = text.StartsWith('\uFEFF') ? 1 : 0;
        Advance();
    }

    public string Text { get; }

    public MapToken Current { get; private set; }

    /// <summary>Whether <c>///</c> says a property of the map, and is not a mere comment.</summary>
    public bool TakesProperties { get; set; } = true;

    /// <summary>The comments on the lines before the current token, or null.</summary>
    public string? Leading => _comments.Leading;

    /// <summary>The comment between the last token and the end of its line, or null.</summary>
    public string? Trailing => _comments.Trailing;

    /// <summary>The character after the current token and spaces; a NUL at the end.</summary>
    public char Following => Text.AsSpan(_at).TrimStart() is [var next, ..] ? next : '\0';

    public void Advance() => Current = Next(isCode: false);

    /// <summary>Reads on with a code, which may hold hyphens and dots without quotes.</summary>
    public void AdvanceAsCode() => Current = Next(isCode: true);

    /// <summary>Reads on from a later place of the text.</summary>
    public void AdvanceFrom(int at)
    {
        (_at, _line, _column) = (Current.Start, Current.Line, Current.Column);
        StepTo(at);
        Advance();
    }

    /// <summary>Passes over the rest of the text.</summary>
    public void Stop()
    {
        _at = Text.Length;
        Advance();
    }

    /// <summary>The place of a later character.</summary>
    public MapPlace PlaceOf(int at)
    {
        var (line, column) = (Current.Line, Current.Column);
        Count(Current.Start, Math.Min(at, Text.Length), ref line, ref column);
        return new MapPlace(line, column);
    }

    private MapToken Next(bool isCode)
    {
        var isFirst = SkipTrivia(out var unclosed);
        var (start, line, column) = (_at, _line, _column);
        var (kind, text, end) = unclosed ? (MapTokenKind.Broken, "The comment is not closed.", Text.Length) : Scan(start, isCode);
        StepTo(end);
        return new MapToken(kind, text, start, line, column, isFirst);
    }

    private bool SkipTrivia(out bool unclosed)
    {
        var isFirst = _at <= 1;
        unclosed = false;
        _comments.Clear();
        while (_at < Text.Length)
        {
            if (char.IsWhiteSpace(Text[_at]))
            {
                isFirst |= Text[_at] == '\n';
                StepTo(_at + 1);
            }
            else if (At("//") && !(TakesProperties && PropertyEnd(_at) > 0))
            {
                var end = Text.IndexOf('\n', _at) is >= 0 and var newLine ? newLine : Text.Length;
                _comments.Add(Text[(_at + 2)..end], isFirst);
                StepTo(end);
            }
            else if (At("/*") && Text.IndexOf("*/", _at + 2, StringComparison.Ordinal) is >= 0 and var close)
            {
                _comments.Add(Text[(_at + 2)..close], isFirst);
                StepTo(close + 2);
            }
            else
            {
                unclosed = At("/*");
                break;
            }
        }

        return isFirst;
    }

    private (MapTokenKind Kind, string Text, int End) Scan(int at, bool isCode)
    {
        if (at == Text.Length)
            return (MapTokenKind.End, "", at);
        var c = Text[at];
        if (c is '\'' or '"' or '`')
            return At("\"\"\"") ? Block(at) : Quoted(at, c);
        if (isCode && CodeEnd(at) is var code && code > at)
            return (MapTokenKind.Word, Text[at..code], code);
        if (char.IsAsciiLetter(c) || c == '_')
            return Run(MapTokenKind.Word, at, at + 1, IsWordPart);
        if (char.IsAsciiDigit(c))
            return Number(at);
        if (c == '@')
            return Run(MapTokenKind.Moment, at + 1, at + 1, p => char.IsAsciiDigit(p) || p is 'T' or 'Z' or ':' or '.' or '+' or '-');
        if (At("///") && PropertyEnd(at) is > 0 and var property)
            return (MapTokenKind.Property, Text[(at + 3)..property].Trim(), property);
        foreach (var symbol in s_symbols)
            if (At(symbol))
                return (MapTokenKind.Symbol, symbol, at + symbol.Length);
        return (MapTokenKind.Broken, "This character starts nothing in a map.", at + (char.IsHighSurrogate(c) && at + 1 < Text.Length ? 2 : 1));
    }

    // /// and a path and =
    private int PropertyEnd(int at)
    {
        if (string.CompareOrdinal(Text, at, "///", 0, 3) != 0)
            return -1;
        at += 3;
        while (at < Text.Length && Text[at] is ' ' or '\t')
            at++;
        var start = at;
        while (at < Text.Length && (IsWordPart(Text[at]) || Text[at] is '.' or '[' or ']'))
            at++;
        var end = at;
        while (at < Text.Length && Text[at] is ' ' or '\t')
            at++;
        return end > start && at < Text.Length && Text[at] == '=' ? end : -1;
    }

    private int CodeEnd(int at)
    {
        while (at < Text.Length && (IsCodePart(Text[at]) || (Text[at] == '-' && at + 1 < Text.Length && IsCodePart(Text[at + 1]))))
            at++;
        return at;
    }

    private (MapTokenKind Kind, string Text, int End) Number(int at)
    {
        var end = at;
        while (end < Text.Length && char.IsAsciiDigit(Text[end]))
            end++;
        return end + 1 < Text.Length && Text[end] == '.' && char.IsAsciiDigit(Text[end + 1])
            ? Run(MapTokenKind.Decimal, at, end + 1, char.IsAsciiDigit) : (MapTokenKind.Integer, Text[at..end], end);
    }

    private (MapTokenKind Kind, string Text, int End) Run(MapTokenKind kind, int start, int end, Func<char, bool> isPart)
    {
        while (end < Text.Length && isPart(Text[end]) && !(Text[end] == '-' && end + 1 < Text.Length && Text[end + 1] == '>'))
            end++;
        return (kind, Text[start..end], end);
    }

    // """, a line break, lines, a line break, """
    private (MapTokenKind Kind, string Text, int End) Block(int at)
    {
        var close = Text.IndexOf("\"\"\"", at + 3, StringComparison.Ordinal);
        if (close < 0)
            return Unclosed(at);
        var content = Text[(at + 3)..close].ReplaceLineEndings("\n");
        content = content.StartsWith('\n') ? content[1..] : content;
        return (MapTokenKind.DoubleString, content.EndsWith('\n') ? content[..^1] : content, close + 3);
    }

    private (MapTokenKind Kind, string Text, int End) Quoted(int start, char quote)
    {
        var kind = quote switch { '\'' => MapTokenKind.String, '"' => MapTokenKind.DoubleString, _ => MapTokenKind.QuotedWord };
        var content = new StringBuilder();
        for (var at = start + 1; at < Text.Length; at++)
        {
            if (Text[at] == quote)
                return (kind, content.ToString(), at + 1);
            if (Text[at] != '\\')
                content.Append(Text[at]);
            else if (Escape(ref at) is { } c)
                content.Append(c);
            else
                return (MapTokenKind.Broken, "This text has an escape that is not known: \\f \\n \\r \\t \\uXXXX \\\\ \\' \\\" \\` \\/ are.", Math.Min(at + 1, Text.Length));
        }

        return Unclosed(start);
    }

    private char? Escape(ref int at)
    {
        at++;
        switch (at < Text.Length ? Text[at] : '\0')
        {
            case 'f': return '\f';
            case 'n': return '\n';
            case 'r': return '\r';
            case 't': return '\t';
            case 'u' when at + 4 < Text.Length && ushort.TryParse(Text.AsSpan(at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit):
                at += 4;
                return (char)unit;
            case '\\' or '\'' or '"' or '`' or '/': return Text[at];
            default: return null;
        }
    }

    // The rest of the line is passed over, so that the next one is read as it is.
    private (MapTokenKind Kind, string Text, int End) Unclosed(int start) =>
        (MapTokenKind.Broken, "The quote is not closed.", Text.IndexOf('\n', start) is >= 0 and var end ? end : Text.Length);

    private bool At(string symbol) => string.CompareOrdinal(Text, _at, symbol, 0, symbol.Length) == 0;

    private void StepTo(int end)
    {
        Count(_at, end, ref _line, ref _column);
        _at = end;
    }

    private void Count(int from, int to, ref int line, ref int column)
    {
        for (var i = from; i < to; i++)
        {
            if (Text[i] == '\n')
                (line, column) = (line + 1, 1);
            else if (!char.IsLowSurrogate(Text[i]))
                column++;
        }
    }

    private static bool IsWordPart(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';

    private static bool IsCodePart(char c) => IsWordPart(c) || c == '.';
}
