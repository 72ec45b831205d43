using System.Text;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Paths.Functions;
using Gateway.Fhir.Paths.Syntax;
using Gateway.Fhir.Paths.Typing;
using Gateway.Fhir.Paths.Values;

namespace Gateway.Fhir.Paths.Compilation;

/// <summary>The binary operators.</summary>
internal static class Operators
{
    public static Code Compile(PathCompiler compiler, BinaryNode node, Scope scope)
    {
        var left = compiler.Compile(node.Left, scope);
        var right = compiler.Compile(node.Right, scope);
        var position = node.Position;
        return node.Operator switch
        {
            "=" => new Code(Equal(left, right, position), scope, position),
            "!=" => new Code(Not(Equal(left, right, position)), scope, position),
            "~" => new Code(Equivalent(left, right, position), scope, position),
            "!~" => new Code(Not(Equivalent(left, right, position)), scope, position),
            "<" => new Code(Compare(left, right, position, static order => order < 0), scope, position),
            "<=" => new Code(Compare(left, right, position, static order => order <= 0), scope, position),
            ">" => new Code(Compare(left, right, position, static order => order > 0), scope, position),
            ">=" => new Code(Compare(left, right, position, static order => order >= 0), scope, position),
            "and" => new Code(And(left.Test, right.Test), scope, position),
            "or" => new Code(Or(left.Test, right.Test), scope, position),
            "xor" => new Code(Xor(left.Test, right.Test), scope, position),
            "implies" => new Code(Or(Not(left.Test), right.Test), scope, position),
            "in" => new Code(In(left, right, position), scope, position),
            "contains" => new Code(In(right, left, position), scope, position),
            "|" => new Code(Sets.Union(left, right, position), left.Type.Or(right.Type), scope, position),
            "&" => new Code(Concatenate(left, right, position), StaticType.String, scope, position),
            _ => Calculate(node.Operator, left, right, scope, position),
        };
    }

    public static PathTest Not(PathTest test) => run => test(run) switch
    {
        Truth.True => Truth.False,
        Truth.False => Truth.True,
        _ => Truth.Empty,
    };

    private static PathTest And(PathTest left, PathTest right) => run =>
    {
        var l = left(run);
        if (l == Truth.False)
            return l;
        var r = right(run);
        return r == Truth.False ? r : l == Truth.Empty || r == Truth.Empty ? Truth.Empty : Truth.True;
    };

    private static PathTest Or(PathTest left, PathTest right) => run =>
    {
        var l = left(run);
        if (l == Truth.True)
            return l;
        var r = right(run);
        return r == Truth.True ? r : l == Truth.Empty || r == Truth.Empty ? Truth.Empty : Truth.False;
    };

    private static PathTest Xor(PathTest left, PathTest right) => run =>
    {
        var (l, r) = (left(run), right(run));
        return l == Truth.Empty || r == Truth.Empty ? Truth.Empty : l != r ? Truth.True : Truth.False;
    };

    private static PathTest Equal(Code left, Code right, int position)
    {
        PathTest general = run =>
        {
            var mark = run.Top;
            left.Push(run);
            var middle = run.Top;
            right.Push(run);
            return Equality.OfRanges(run, mark, middle, position);
        };
        return left.ThisMember > 0 && right.Constant is { Kind: PathKind.String } text ? MemberIs(left, text.String, general, position) : general;
    }

    // name = 'text' on $this: the bytes of the only such child against the literal's.
    private static PathTest MemberIs(Code member, string text, PathTest general, int position)
    {
        var literal = Encoding.UTF8.GetBytes(text);
        return run => !PlainText.TryGet(run, member, position, out var value) ? general(run)
            : value.IsEmpty ? Truth.Empty
            : value.SequenceEqual(literal) ? Truth.True : Truth.False;
    }

    private static PathTest Equivalent(Code left, Code right, int position) => run =>
    {
        var mark = run.Top;
        left.Push(run);
        var middle = run.Top;
        right.Push(run);
        return Equivalence.OfRanges(run, mark, middle, position) ? Truth.True : Truth.False;
    };

    private static PathTest Compare(Code left, Code right, int position, Func<int, bool> holds) => run =>
        run.Single(left, out var l) & run.Single(right, out var r) && Order.Compare(l, r, position) is { } order
            ? holds(order) ? Truth.True : Truth.False
            : Truth.Empty;

    private static PathTest In(Code item, Code collection, int position) => run =>
    {
        var mark = run.Top;
        item.Push(run);
        if (run.Top == mark)
            return Truth.Empty;
        if (run.Top - mark > 1)
            throw PathRun.Fault("One item is looked for, and there are several.", position);
        var middle = run.Top;
        collection.Push(run);
        var found = false;
        for (var i = middle; i < run.Top && !found; i++)
            found = Equality.OfItems(run, run[mark], run[i], position) == Truth.True;
        run.Top = mark;
        return found ? Truth.True : Truth.False;
    };

    private static PathPush Concatenate(Code left, Code right, int position) => run =>
    {
        var l = run.Text(left) ?? "";
        run.PushMade(Arithmetic.Join(l, run.Text(right) ?? "", position), position);
    };

    private static Code Calculate(string op, Code left, Code right, Scope scope, int position)
    {
        if (CannotCalculate(left.Type) || CannotCalculate(right.Type))
            throw PathCompiler.Fault($"{op} does not join these types.", position);
        return new Code(run =>
        {
            if (run.Single(left, out var l) & run.Single(right, out var r) && Arithmetic.Apply(op, l, r, position) is { Kind: not PathKind.None } result)
                run.PushMade(result, position);
        }, StaticType.Unknown with { IsMany = false }, scope, position);
    }

    private static bool CannotCalculate(StaticType type) => type.CannotBe(
        PathKind.Integer, PathKind.Long, PathKind.Decimal, PathKind.Quantity, PathKind.String, PathKind.Date, PathKind.DateTime, PathKind.Time);
}
