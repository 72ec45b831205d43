using System.Text;
using Gateway.Fhir.Paths.Syntax;

namespace Gateway.Fhir.Paths;

/// <summary>FHIRPath inside a longer text, such as a map: FHIRPath's own grammar says where an expression ends.</summary>
public static class PathText
{
    /// <summary>
    /// Finds the longest expression that starts at <paramref name="start"/>; what follows it is not looked at. Null when none starts
    /// there: the fault says why, and its position counts from the start of the whole text.
    /// </summary>
    public static PathSpan? Scan(string text, int start, out PathFault? fault)
    {
        fault = null;
        try
        {
            var tokens = Tokens(text, start, out var ends, out var broken);
            try
            {
                Parser.ParseStart(tokens, out var used);
                return Span(text, tokens, ends, used);
            }
            catch (PathAbortException abort) when (broken is not null && abort.Position >= tokens[^1].Position)
            {
                throw broken;
            }
        }
        catch (PathAbortException abort)
        {
            fault = PathFault.At(abort, text);
            return null;
        }
    }

    // The tokens as far as they can belong to one expression, then an end.
    private static List<Token> Tokens(string text, int start, out List<int> ends, out PathAbortException? broken)
    {
        var lexer = new Lexer(text) { At = start };
        var tokens = new List<Token>();
        ends = [];
        broken = null;
        var depth = 0;
        while (true)
        {
            try
            {
                lexer.SkipSpacesAndComments();
                if (Stops(text, lexer.At, depth, tokens))
                    break;
                tokens.Add(lexer.Next());
                ends.Add(lexer.At);
            }
            catch (PathAbortException abort)
            {
                broken = abort;
                break;
            }

            depth += tokens[^1].Kind != TokenKind.Symbol ? 0 : tokens[^1].Text is "(" or "[" ? 1 : tokens[^1].Text is ")" or "]" ? -1 : 0;
            if (tokens.Count > Parser.MaxTokens || lexer.At - start > Parser.MaxLength)
                throw new PathAbortException(PathFaultKind.Syntax, $"The expression has more than {Parser.MaxTokens} tokens or {Parser.MaxLength} characters.", start);
        }

        tokens.Add(new Token(TokenKind.End, "", lexer.At));
        ends.Add(lexer.At);
        return tokens;
    }

    private static bool Stops(string text, int at, int depth, List<Token> tokens)
    {
        if (at == text.Length)
            return true;
        switch (text[at])
        {
            case ';':
                return true;
            case ',' or ')' or ']':
                return depth == 0;
            case '{':
                return !text.AsSpan(at + 1).TrimStart().StartsWith('}');
            case '}':
                return tokens.Count == 0 || !tokens[^1].Is("{");
            case '-':
                return at + 1 < text.Length && text[at + 1] == '>';
            case '"':
                // What encloses an expression may go on with a quoted name: 5 "rule" is no quantity there.
                return depth == 0 && tokens.Count > 0 && tokens[^1].Kind is TokenKind.Integer or TokenKind.Long or TokenKind.Decimal;
            default:
                return false;
        }
    }

    private static PathSpan Span(string text, List<Token> tokens, List<int> ends, int used)
    {
        var (first, last) = (0, used - 1);
        while (first < last && tokens[first].Is("(") && Closing(tokens, first) == last)
            (first, last) = (first + 1, last - 1);
        var expression = new StringBuilder();
        for (var i = first; i <= last; i++)
        {
            if (i > first && tokens[i].Position > ends[i - 1])
                expression.Append(' ');
            expression.Append(text, tokens[i].Position, ends[i] - tokens[i].Position);
        }

        return new PathSpan(expression.ToString(), ends[used - 1], first == last && tokens[first].Kind == TokenKind.String ? tokens[first].Text : null);
    }

    private static int Closing(List<Token> tokens, int open)
    {
        var depth = 0;
        for (var i = open; i < tokens.Count; i++)
        {
            if (tokens[i].Is("("))
                depth++;
            else if (tokens[i].Is(")") && --depth == 0)
                return i;
        }

        return -1;
    }
}
