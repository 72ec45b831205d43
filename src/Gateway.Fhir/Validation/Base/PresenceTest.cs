using Gateway.Fhir.Definitions;
using Gateway.Fhir.Paths.Syntax;

namespace Gateway.Fhir.Validation.Base;

/// <summary>
/// What a condition comes to as far as it follows from which children an element has: most invariants ask about what most elements do not have, and need
/// not be evaluated there. Children are the bits of their ordinals; an answer is true, false, or null where only evaluating tells.
/// </summary>
internal static class PresenceTest
{
    private const int MaxElements = 64;

    // Functions that give nothing where they are given nothing.
    private static readonly HashSet<string> s_strict = ["where", "select", "ofType", "as", "first", "last", "tail", "skip", "take", "children", "descendants", "resolve", "extension", "distinct", "repeat"];

    /// <summary>The test of an expression for elements of that type; null where nothing ever follows from what is there.</summary>
    public static Func<ulong, bool?>? Of(string expression, TypeDefinition? type) =>
        type is { Elements.Count: <= MaxElements } ? Condition(Parser.Parse(expression), type) : null;

    /// <summary>Which children an element has.</summary>
    public static ulong Children(Elements.Element element)
    {
        var present = 0UL;
        foreach (var child in element.Children)
            present |= 1UL << child.Definition.Ordinal;
        return present;
    }

    private static Func<ulong, bool?>? Condition(SyntaxNode node, TypeDefinition type)
    {
        switch (node)
        {
            case BinaryNode binary:
                return Combined(binary.Operator, Condition(binary.Left, type), Condition(binary.Right, type));
            case CallNode { Name: "not", Arguments.Count: 0, Input: { } input } when Condition(input, type) is { } condition:
                return present => !condition(present);
            case CallNode { Name: "exists" or "empty" or "hasValue" or "all", Input: { } input } call when Absence(input, type) is { } isAbsent:
                var whenAbsent = call.Name is "empty" or "all";
                var isPlain = call.Name is "exists" or "empty" && call.Arguments.Count == 0 && input is MemberNode { Input: null };
                return present => isAbsent(present) ? whenAbsent : isPlain ? !whenAbsent : null;
            default:
                return null;
        }
    }

    private static Func<ulong, bool?>? Combined(string name, Func<ulong, bool?>? left, Func<ulong, bool?>? right)
    {
        if (left is null && right is null)
            return null;
        bool? Left(ulong present) => left?.Invoke(present);
        bool? Right(ulong present) => right?.Invoke(present);
        return name switch
        {
            "and" => present => Left(present) & Right(present),
            "or" => present => Left(present) | Right(present),
            "implies" => present => !Left(present) | Right(present),
            "xor" or "!=" => present => Left(present) is { } l && Right(present) is { } r ? l != r : null,
            "=" => present => Left(present) is { } l && Right(present) is { } r ? l == r : null,
            _ => null,
        };
    }

    // Whether what a path leads to is certainly not there.
    private static Func<ulong, bool>? Absence(SyntaxNode node, TypeDefinition type) => node switch
    {
        MemberNode { Input: null } member => Child(member.Name, type),
        MemberNode { Input: { } input } => Absence(input, type),
        CallNode { Input: { } input } call when s_strict.Contains(call.Name) => Absence(input, type),
        IndexNode index => Absence(index.Input, type),
        TypeNode { IsTest: false } cast => Absence(cast.Operand, type),
        BinaryNode { Operator: "|" } union when Absence(union.Left, type) is { } left && Absence(union.Right, type) is { } right => present => left(present) && right(present),
        _ => null,
    };

    // A capital letter may begin the name of a type.
    private static Func<ulong, bool>? Child(string name, TypeDefinition type)
    {
        if (char.IsAsciiLetterUpper(name[0]) || type.Find(name) is not { } element || element.Name != name)
            return null;
        var bit = 1UL << element.Ordinal;
        return present => (present & bit) == 0;
    }
}
