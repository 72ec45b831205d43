using System.Globalization;
using System.Text;

namespace Gateway.Fhir.Paths.Syntax;

/// <summary>Splits an expression into tokens (http://hl7.org/fhirpath/N1/grammar.html).</summary>
internal sealed class Lexer(string text)
{
    private static readonly string[] s_symbols = ["<=", ">=", "!=", "!~", ".", ",", "(", ")", "[", "]", "{", "}", "+", "-", "*", "/", "|", "&", "<", ">", "=", "~"];
    private int _at;

    /// <summary>Where the next token is looked for.</summary>
    public int At { get => _at; init => _at = value; }

    public List<Token> ReadAll()
    {
        var tokens = new List<Token>();
        do
            tokens.Add(Next());
        while (tokens[^1].Kind != TokenKind.End);
        return tokens;
    }

    public Token Next()
    {
        SkipSpacesAndComments();
        var start = _at;
        if (_at == text.Length)
            return new Token(TokenKind.End, "", start);
        var c = text[_at];
        if (char.IsAsciiLetter(c) || c == '_')
            return new Token(TokenKind.Word, While(IsWordPart), start);
        if (char.IsAsciiDigit(c))
            return Number(start);
        switch (c)
        {
            case '\'' or '"':
                return new Token(TokenKind.String, Quoted(c), start);
            case '`':
                return new Token(TokenKind.QuotedWord, Quoted(c), start);
            case '@':
                return Moment(start);
            case '$':
                _at++;
                return new Token(TokenKind.Dollar, While(IsWordPart), start);
            case '%':
                _at++;
                return new Token(TokenKind.Variable, _at < text.Length && text[_at] is '`' or '\'' or '"' ? Quoted(text[_at]) : VariableName(start), start);
        }

        foreach (var symbol in s_symbols)
        {
            if (string.CompareOrdinal(text, _at, symbol, 0, symbol.Length) == 0)
            {
                _at += symbol.Length;
                return new Token(TokenKind.Symbol, symbol, start);
            }
        }

        throw Fault("This character starts nothing in FHIRPath.", start);
    }

    public void SkipSpacesAndComments()
    {
        while (_at < text.Length)
        {
            if (char.IsWhiteSpace(text[_at]))
            {
                _at++;
            }
            else if (string.CompareOrdinal(text, _at, "//", 0, 2) == 0)
            {
                var end = text.IndexOf('\n', _at);
                _at = end < 0 ? text.Length : end + 1;
            }
            else if (string.CompareOrdinal(text, _at, "/*", 0, 2) == 0)
            {
                var end = text.IndexOf("*/", _at + 2, StringComparison.Ordinal);
                _at = end < 0 ? throw Fault("The comment is not closed.", _at) : end + 2;
            }
            else
            {
                return;
            }
        }
    }

    private string VariableName(int start)
    {
        var name = While(c => IsWordPart(c) || c == '-');
        return name.Length > 0 ? name : throw Fault("A % is followed by the name of a variable.", start);
    }

    private Token Number(int start)
    {
        While(char.IsAsciiDigit);
        if (_at + 1 < text.Length && text[_at] == '.' && char.IsAsciiDigit(text[_at + 1]))
        {
            _at++;
            While(char.IsAsciiDigit);
            return new Token(TokenKind.Decimal, text[start.._at], start);
        }

        if (_at < text.Length && text[_at] == 'L' && !(_at + 1 < text.Length && IsWordPart(text[_at + 1])))
            return new Token(TokenKind.Long, text[start.._at++], start);
        return new Token(TokenKind.Integer, text[start.._at], start);
    }

    // @YYYY[-MM[-DD]], the same with T and a time, or @T and a time.
    private Token Moment(int start)
    {
        _at++;
        var from = _at;
        var kind = TokenKind.DateTime;
        if (Peek('T'))
        {
            kind = TokenKind.Time;
            _at++;
            from = _at;
            Clock(start);
            return new Token(kind, text[from.._at], start);
        }

        if (!Digits(4))
            throw Fault("A date literal starts with four digits of a year.", start);
        for (var part = 0; part < 2 && Peek('-') && DigitAt(_at + 1) && DigitAt(_at + 2); part++)
            _at += 3;
        if (Peek('T'))
        {
            _at++;
            if (DigitAt(_at))
            {
                Clock(start);
                if (Peek('Z'))
                    _at++;
                else if ((Peek('+') || Peek('-')) && DigitAt(_at + 1) && DigitAt(_at + 2) && _at + 3 < text.Length && text[_at + 3] == ':')
                    _at += 6 <= text.Length - _at ? 6 : text.Length - _at;
            }
        }

        return new Token(kind, text[from.._at], start);
    }

    private void Clock(int start)
    {
        if (!Digits(2))
            throw Fault("A time literal starts with two digits of an hour.", start);
        for (var part = 0; part < 2 && Peek(':') && DigitAt(_at + 1) && DigitAt(_at + 2); part++)
            _at += 3;
        if (Peek('.') && DigitAt(_at + 1))
        {
            _at++;
            While(char.IsAsciiDigit);
        }
    }

    private bool Digits(int count)
    {
        for (var i = 0; i < count; i++)
            if (!DigitAt(_at + i))
                return false;
        _at += count;
        return true;
    }

    private bool Peek(char c) => _at < text.Length && text[_at] == c;

    private bool DigitAt(int at) => at < text.Length && char.IsAsciiDigit(text[at]);

    private string Quoted(char quote)
    {
        var start = _at++;
        var content = new StringBuilder();
        while (_at < text.Length)
        {
            var c = text[_at++];
            if (c == quote)
                return content.ToString();
            content.Append(c == '\\' ? Escape() : c);
        }

        throw Fault("The quote is not closed.", start);
    }

    private char Escape()
    {
        if (_at == text.Length)
            throw Fault("The quote is not closed.", _at);
        var c = text[_at++];
        switch (c)
        {
            case 'f': return '\f';
            case 'n': return '\n';
            case 'r': return '\r';
            case 't': return '\t';
            case 'u' when _at + 4 <= text.Length && ushort.TryParse(text.AsSpan(_at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit):
                _at += 4;
                return (char)unit;
            case '\\' or '\'' or '"' or '`' or '/': return c;
            default: throw Fault("This escape is not known: \\f \\n \\r \\t \\uXXXX \\\\ \\' \\\" \\` \\/ are.", _at - 2);
        }
    }

    private string While(Func<char, bool> isPart)
    {
        var start = _at;
        while (_at < text.Length && isPart(text[_at]))
            _at++;
        return text[start.._at];
    }

    private static bool IsWordPart(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';

    private static PathAbortException Fault(string message, int position) => new(PathFaultKind.Syntax, message, position);
}
