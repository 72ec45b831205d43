using Gateway.Fhir.Paths.Values;

namespace Gateway.Fhir.Paths.Syntax;

/// <summary>An expression as parsed; <c>Position</c> is where it, or its operator, stands, <c>Height</c> how many nodes lie under each other in it.</summary>
internal abstract record SyntaxNode(int Position, int Height = 1);

internal sealed record LiteralNode(PathValue Value, int Position) : SyntaxNode(Position);

/// <summary><c>{}</c>.</summary>
internal sealed record EmptyNode(int Position) : SyntaxNode(Position);

/// <summary><c>%name</c>.</summary>
internal sealed record VariableNode(string Name, int Position) : SyntaxNode(Position);

/// <summary><c>$this</c>, <c>$index</c>, <c>$total</c>.</summary>
internal sealed record DollarNode(string Name, int Position) : SyntaxNode(Position);

/// <summary><c>input.name</c>; without an input the name stands at the start of an expression.</summary>
internal sealed record MemberNode(SyntaxNode? Input, string Name, int Position) : SyntaxNode(Position, 1 + (Input?.Height ?? 0));

/// <summary><c>input.name(arguments)</c>.</summary>
internal sealed record CallNode(SyntaxNode? Input, string Name, IReadOnlyList<SyntaxNode> Arguments, int Position)
    : SyntaxNode(Position, 1 + Math.Max(Input?.Height ?? 0, Arguments.Select(a => a.Height).DefaultIfEmpty().Max()));

/// <summary><c>input[index]</c>.</summary>
internal sealed record IndexNode(SyntaxNode Input, SyntaxNode Index, int Position) : SyntaxNode(Position, 1 + Math.Max(Input.Height, Index.Height));

/// <summary><c>-x</c> or <c>+x</c>; as a sort key, <c>x desc</c> is read as <c>-x</c>.</summary>
internal sealed record SignNode(bool IsMinus, SyntaxNode Operand, int Position) : SyntaxNode(Position, 1 + Operand.Height);

internal sealed record BinaryNode(string Operator, SyntaxNode Left, SyntaxNode Right, int Position) : SyntaxNode(Position, 1 + Math.Max(Left.Height, Right.Height));

/// <summary><c>x is Type</c>, <c>x as Type</c>.</summary>
internal sealed record TypeNode(bool IsTest, SyntaxNode Operand, TypeName Type, int Position) : SyntaxNode(Position, 1 + Operand.Height);

/// <summary>A type as an expression names it: <c>Patient</c>, <c>FHIR.Patient</c>, <c>System.String</c>.</summary>
internal sealed record TypeName(string? Namespace, string Name);
