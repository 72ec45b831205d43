using System.Buffers;
using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Paths;

namespace Gateway.Mapping.Language.Text;

/// <summary>Walks the tokens of a map; what all its parsers share.</summary>
internal sealed class MapCursor(string text)
{
    private static readonly SearchValues<char> s_nameEnds = SearchValues.Create(" \t\r\n(.,;{");

    public MapLexer Lexer { get; } = new(text);

    public MapFaults Faults { get; } = new();

    public MapToken Current => Lexer.Current;

    public bool IsAtEnd => Current.Kind == MapTokenKind.End;

    /// <summary>True at <c>group Name (</c> that starts a line: whatever is open there was meant to be closed.</summary>
    public bool IsAtGroup => Current.IsWord("group") && Current.IsFirstOnLine && IsGroupHead();

    public bool Is(string symbol) => Current.Is(symbol);

    public bool IsWord(string word) => Current.IsWord(word);

    public MapToken Take()
    {
        var token = Current;
        if (token.Kind == MapTokenKind.Broken)
            throw Fault(token.Text);
        Lexer.Advance();
        return token;
    }

    public bool TryTake(string symbol)
    {
        if (!Is(symbol))
            return false;
        Lexer.Advance();
        return true;
    }

    public bool TryTakeWord(string word)
    {
        if (!IsWord(word))
            return false;
        Lexer.Advance();
        return true;
    }

    public void Expect(string symbol)
    {
        if (!TryTake(symbol))
            throw Unexpected($"A {symbol} is expected here.");
    }

    /// <summary>Takes an identifier: plain, in backticks or in double quotes. No word is reserved.</summary>
    public string Name(string what) => Current is { IsName: true, Text.Length: > 0 } ? Take().Text : throw Unexpected($"{what} is expected here.");

    /// <summary>Takes identifiers with dots between.</summary>
    public string Path(string what)
    {
        var path = new List<string> { Name(what) };
        while (TryTake("."))
            path.Add(Name("A name"));
        return string.Join('.', path);
    }

    /// <summary>Takes a string in quotes of either kind.</summary>
    public string Text(string what) => Current.IsText ? Take().Text : throw Unexpected($"{what} in quotes is expected here.");

    /// <summary>Takes a URL in quotes.</summary>
    public string Url(string what)
    {
        var place = Current.Place;
        var url = Text(what);
        return url.Length > 0 && !url.Any(c => c <= ' ') ? url : throw new MapFaultException(FaultKind.Value, $"{what} has no spaces and is not empty.", place);
    }

    /// <summary>Takes the code of an enumeration.</summary>
    public T Code<T>(CodeTable<T> table)
        where T : struct, Enum
    {
        if (Current.Kind == MapTokenKind.Word && table.TryGet(Current.Text, out var value))
        {
            Take();
            return value;
        }

        throw Unexpected($"One of {table.Codes} is expected here.");
    }

    /// <summary>Takes the longest FHIRPath expression that starts here.</summary>
    public MapExpression Expression()
    {
        var span = ScanExpression();
        var expression = new MapExpression(span.Expression) { Place = Current.Place };
        Lexer.AdvanceFrom(span.End);
        return expression;
    }

    /// <summary>Looks at the expression that starts here, without taking it.</summary>
    public PathSpan ScanExpression() => PathText.Scan(Lexer.Text, Current.Start, out var fault)
        ?? throw new MapFaultException(FaultKind.Structure, fault!.Message, Lexer.PlaceOf(fault.Position));

    public MapFaultException Unexpected(string message) => Fault(Current.Kind == MapTokenKind.Broken ? Current.Text : message);

    public MapFaultException Fault(string message, FaultKind kind = FaultKind.Structure) => new(kind, message, Current.Place);

    /// <summary>Adds a fault. When there are too many, the rest of the text is not read.</summary>
    public void Report(MapFaultException fault)
    {
        Faults.Add(fault.Kind, fault.Message, fault.Place);
        if (Faults.IsFull)
            Lexer.Stop();
    }

    private bool IsGroupHead()
    {
        var rest = Lexer.Text.AsSpan(Current.Start + "group".Length).TrimStart();
        var name = rest.IndexOfAny(s_nameEnds);
        return name > 0 && rest[name..].TrimStart().StartsWith("(");
    }
}
