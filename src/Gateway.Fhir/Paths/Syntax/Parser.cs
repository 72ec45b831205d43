using System.Globalization;
using System.Text;
using Gateway.Fhir.Elements.Primitives;
using Gateway.Fhir.Paths.Units;
using Gateway.Fhir.Paths.Values;

namespace Gateway.Fhir.Paths.Syntax;

/// <summary>Parses tokens by precedence (http://hl7.org/fhirpath/N1/index.html#operator-precedence).</summary>
internal sealed class Parser
{
    /// <summary>The deepest nesting of an expression: what is deeper could exhaust the stack.</summary>
    public const int MaxDepth = 200;

    /// <summary>The most characters of an expression.</summary>
    public const int MaxLength = 64 * 1024;

    /// <summary>The most steps and operators that build on each other, for the same reason.</summary>
    public const int MaxHeight = 300;

    /// <summary>The most tokens of an expression.</summary>
    public const int MaxTokens = 4000;

    private static readonly Dictionary<string, int> s_binary = new(StringComparer.Ordinal)
    {
        ["implies"] = 1,
        ["or"] = 2,
        ["xor"] = 2,
        ["and"] = 3,
        ["in"] = 4,
        ["contains"] = 4,
        ["="] = 5,
        ["~"] = 5,
        ["!="] = 5,
        ["!~"] = 5,
        ["<"] = 6,
        [">"] = 6,
        ["<="] = 6,
        [">="] = 6,
        ["|"] = 7,
        ["is"] = 8,
        ["as"] = 8,
        ["+"] = 9,
        ["-"] = 9,
        ["&"] = 9,
        ["*"] = 10,
        ["/"] = 10,
        ["div"] = 10,
        ["mod"] = 10,
    };

    private readonly List<Token> _tokens;
    private int _at;
    private int _depth;

    private Parser(List<Token> tokens) => _tokens = tokens;

    /// <exception cref="PathAbortException">The text is not an expression.</exception>
    public static SyntaxNode Parse(string text)
    {
        if (text.Length > MaxLength)
            throw new PathAbortException(PathFaultKind.Syntax, $"The expression is longer than {MaxLength} characters.", MaxLength);
        var tokens = new Lexer(text).ReadAll();
        if (tokens.Count > MaxTokens)
            throw new PathAbortException(PathFaultKind.Syntax, $"The expression has more than {MaxTokens} tokens.", tokens[MaxTokens].Position);
        var parser = new Parser(tokens);
        var node = parser.Expression(0);
        return parser.Current.Kind == TokenKind.End ? node : throw parser.Unexpected();
    }

    /// <summary>Parses the longest expression that the tokens start with; <paramref name="used"/> says how many tokens it has.</summary>
    /// <exception cref="PathAbortException">No expression starts there.</exception>
    public static SyntaxNode ParseStart(List<Token> tokens, out int used)
    {
        var parser = new Parser(tokens);
        var node = parser.Expression(0);
        used = parser._at;
        return node;
    }

    private Token Current => _tokens[_at];

    private SyntaxNode Expression(int above)
    {
        if (++_depth > MaxDepth)
            throw Fault($"The expression is nested more than {MaxDepth} deep.");
        var left = Prefix();
        while (Current.Kind is TokenKind.Symbol or TokenKind.Word && s_binary.TryGetValue(Current.Text, out var power) && power > above)
        {
            left = Checked(Current.Text is "and" or "or" or "|" or "&" ? Series(left, power) : Operation(left, power));
        }

        _depth--;
        return left;
    }

    private SyntaxNode Operation(SyntaxNode left, int power)
    {
        var token = Take();
        return token.Text is "is" or "as"
            ? new TypeNode(token.Text == "is", left, Type(), token.Position)
            : new BinaryNode(token.Text, left, Expression(power), token.Position);
    }

    // a or b or c or d becomes (a or b) or (c or d): the same answer from a tree that stays low however long the series is.
    private SyntaxNode Series(SyntaxNode first, int power)
    {
        var symbol = Current.Text;
        var (operands, positions) = (new List<SyntaxNode> { first }, new List<int>());
        while (Current.Kind is TokenKind.Symbol or TokenKind.Word && Current.Text == symbol)
        {
            positions.Add(Take().Position);
            operands.Add(Expression(power));
        }

        return Balanced(0, operands.Count);

        SyntaxNode Balanced(int from, int to)
        {
            var middle = (from + to + 1) / 2;
            return to - from == 1 ? operands[from] : new BinaryNode(symbol, Balanced(from, middle), Balanced(middle, to), positions[middle - 1]);
        }
    }

    private SyntaxNode Checked(SyntaxNode node) => node.Height <= MaxHeight ? node
        : throw Fault($"More than {MaxHeight} steps and operators build on each other.", node.Position);

    private SyntaxNode Prefix()
    {
        if (!Current.Is("-") && !Current.Is("+"))
            return Chain();
        var sign = Take();
        if (sign.Text == "-" && Current is { Kind: TokenKind.Integer, Text: "2147483648" })
        {
            // The least integer is no negation of another integer.
            Take();
            return new LiteralNode(PathValue.Of(int.MinValue), sign.Position);
        }

        if (++_depth > MaxDepth)
            throw Fault($"The expression is nested more than {MaxDepth} deep.");
        var operand = Prefix();
        _depth--;
        return new SignNode(sign.Text == "-", operand, sign.Position);
    }

    // term (.invocation | [index])*
    private SyntaxNode Chain()
    {
        var node = Term();
        while (true)
        {
            if (Current.Is("."))
            {
                Take();
                node = Checked(Invocation(node));
            }
            else if (Current.Is("["))
            {
                var bracket = Take();
                node = Checked(new IndexNode(node, Expression(0), bracket.Position));
                Expect("]");
            }
            else
            {
                return node;
            }
        }
    }

    private SyntaxNode Invocation(SyntaxNode? input)
    {
        var name = Current;
        if (name.Kind == TokenKind.Dollar && input is not null)
            return new DollarNode(Take().Text, name.Position);
        if (name.Kind is not (TokenKind.Word or TokenKind.QuotedWord))
            throw Current.Kind == TokenKind.End ? Unexpected() : Fault("A name is expected here.");
        Take();
        if (!Current.Is("("))
            return new MemberNode(input, name.Text, name.Position);
        Take();
        var arguments = new List<SyntaxNode>();
        while (!Current.Is(")"))
        {
            if (arguments.Count > 0)
                Expect(",");
            arguments.Add(Argument(name.Text));
        }

        Take();
        return new CallNode(input, name.Text, arguments, name.Position);
    }

    private SyntaxNode Argument(string function)
    {
        var argument = Expression(0);
        if (function != "sort" || !(Current.IsWord("asc") || Current.IsWord("desc")))
            return argument;
        var direction = Take();
        return direction.Text == "desc" ? new SignNode(true, argument, direction.Position) : argument;
    }

    private SyntaxNode Term()
    {
        var token = Current;
        switch (token.Kind)
        {
            case TokenKind.Word when token.Text is "true" or "false":
                Take();
                return new LiteralNode(PathValue.Of(token.Text == "true"), token.Position);
            case TokenKind.Word or TokenKind.QuotedWord:
                return Invocation(null);
            case TokenKind.String:
                Take();
                return new LiteralNode(PathValue.Of(token.Text), token.Position);
            case TokenKind.Integer or TokenKind.Long or TokenKind.Decimal:
                return Number();
            case TokenKind.DateTime or TokenKind.Time:
                return Moment();
            case TokenKind.Dollar:
                Take();
                return token.Text is "this" or "index" or "total" ? new DollarNode(token.Text, token.Position) : throw Fault("Only $this, $index and $total exist.", token.Position);
            case TokenKind.Variable:
                Take();
                return new VariableNode(token.Text, token.Position);
        }

        if (token.Is("("))
        {
            Take();
            var inner = Expression(0);
            Expect(")");
            return inner;
        }

        if (!token.Is("{"))
            throw Unexpected();
        Take();
        Expect("}");
        return new EmptyNode(token.Position);
    }

    private LiteralNode Number()
    {
        var token = Take();
        if (token.Kind == TokenKind.Long)
            return long.TryParse(token.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var whole)
                ? new LiteralNode(PathValue.Of(whole), token.Position) : throw Fault("The number does not fit into 64 bits.", token.Position);
        if (!decimal.TryParse(token.Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
            throw Fault("The number is too large.", token.Position);
        if (Current.Kind == TokenKind.String)
            return new LiteralNode(PathValue.Of(new PathQuantity(value, Take().Text)), token.Position);
        if (Current.Kind == TokenKind.Word && Quantities.IsCalendarUnit(Current.Text))
            return new LiteralNode(PathValue.Of(new PathQuantity(value, Take().Text, IsCalendar: true)), token.Position);
        if (token.Kind == TokenKind.Decimal)
            return new LiteralNode(PathValue.Of(value), token.Position);
        return value <= int.MaxValue ? new LiteralNode(PathValue.Of((int)value), token.Position) : throw Fault("The number does not fit into 32 bits.", token.Position);
    }

    private LiteralNode Moment()
    {
        var token = Take();
        var bytes = Encoding.UTF8.GetBytes(token.Text);
        if (token.Kind == TokenKind.Time)
            return Temporal.TryParseTime(bytes, out var time) ? new LiteralNode(PathValue.Of(PathKind.Time, time), token.Position) : throw Fault("There is no such time.", token.Position);
        if (!Temporal.TryParseDateTime(bytes, out var moment))
            throw Fault("There is no such date or time.", token.Position);
        return new LiteralNode(PathValue.Of(token.Text.Contains('T', StringComparison.Ordinal) ? PathKind.DateTime : PathKind.Date, moment), token.Position);
    }

    private TypeName Type()
    {
        var first = Name();
        if (!Current.Is("."))
            return new TypeName(null, first);
        Take();
        return new TypeName(first, Name());
    }

    private string Name() => Current.Kind is TokenKind.Word or TokenKind.QuotedWord ? Take().Text : throw Fault("The name of a type is expected here.");

    private Token Take() => _tokens[_at++];

    private void Expect(string symbol)
    {
        if (!Current.Is(symbol))
            throw Fault($"A {symbol} is expected here.");
        Take();
    }

    private PathAbortException Unexpected() => Fault(Current.Kind == TokenKind.End ? "The expression ends too early." : "This is not expected here.");

    private PathAbortException Fault(string message, int? position = null) => new(PathFaultKind.Syntax, message, position ?? Current.Position);
}
