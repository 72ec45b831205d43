using Gateway.Fhir.Paths.Syntax;

namespace Gateway.Fhir.Paths.Typing;

/// <summary>
/// Finds what a condition asks about, so that it need not be evaluated where that is absent: <c>contained.meta.security.empty()</c> holds for whatever has no
/// <c>contained</c>. What is not certain of an expression is left to its evaluation.
/// </summary>
internal static class Premises
{
    private static readonly HashSet<string> s_passing =
        new(StringComparer.Ordinal) { "where", "select", "ofType", "first", "last", "tail", "children", "not", "startsWith", "endsWith", "contains", "matches", "length" };

    private enum Known
    {
        Unknown,
        Nothing,
        True,
        False,
    }

    /// <summary>The names of children of which any one, when the element has no child of it, makes the condition true or empty.</summary>
    public static IReadOnlyList<string> Of(SyntaxNode condition) =>
        [.. Names(condition).Distinct().Where(absent => Value(condition, absent) is Known.True or Known.Nothing)];

    // The names that stand at the start of a path, but for those in arguments, which may be asked of other elements.
    private static IEnumerable<string> Names(SyntaxNode node) => node switch
    {
        MemberNode { Input: null } first => char.IsAsciiLetterLower(first.Name[0]) ? [first.Name] : [],
        MemberNode member => Names(member.Input!),
        CallNode { Input: { } input } => Names(input),
        IndexNode index => Names(index.Input),
        TypeNode type => Names(type.Operand),
        BinaryNode binary => Names(binary.Left).Concat(Names(binary.Right)),
        _ => [],
    };

    private static Known Value(SyntaxNode node, string absent) => node switch
    {
        MemberNode { Input: null } first => first.Name == absent ? Known.Nothing : Known.Unknown,
        MemberNode member => Kept(Value(member.Input!, absent)),
        IndexNode index => Kept(Value(index.Input, absent)),
        TypeNode type => Kept(Value(type.Operand, absent)),
        CallNode { Input: { } input } call => Called(call.Name, Value(input, absent)),
        BinaryNode binary => Joined(binary.Operator, Value(binary.Left, absent), Value(binary.Right, absent)),
        _ => Known.Unknown,
    };

    private static Known Kept(Known value) => value == Known.Nothing ? Known.Nothing : Known.Unknown;

    private static Known Called(string function, Known input) => (function, input) switch
    {
        ("empty" or "all", Known.Nothing) => Known.True,
        ("exists" or "hasValue", Known.Nothing) => Known.False,
        ("not", Known.True) => Known.False,
        ("not", Known.False) => Known.True,
        (_, Known.Nothing) when s_passing.Contains(function) => Known.Nothing,
        _ => Known.Unknown,
    };

    private static Known Joined(string sign, Known left, Known right) => sign switch
    {
        "and" when left == Known.False || right == Known.False => Known.False,
        "and" when left == Known.True && right == Known.True => Known.True,
        "or" when left == Known.True || right == Known.True => Known.True,
        "or" when left == Known.False && right == Known.False => Known.False,
        "implies" when left == Known.False || right == Known.True => Known.True,
        "=" or "!=" or "<" or ">" or "<=" or ">=" when left == Known.Nothing || right == Known.Nothing => Known.Nothing,
        _ => Known.Unknown,
    };
}
