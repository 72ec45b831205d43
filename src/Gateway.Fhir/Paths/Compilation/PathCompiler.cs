using Gateway.Fhir.Definitions;
using Gateway.Fhir.Paths.Functions;
using Gateway.Fhir.Paths.Syntax;
using Gateway.Fhir.Paths.Typing;
using Gateway.Fhir.Paths.Values;

namespace Gateway.Fhir.Paths.Compilation;

/// <summary>Turns a parsed expression into delegates, once: names are resolved, types inferred and checked on the way.</summary>
internal sealed class PathCompiler(PathOptions options)
{
    public PathOptions Options { get; } = options;

    /// <summary>The slots that were named so far.</summary>
    public SortedSet<int> Slots { get; } = [];

    public Code Compile(SyntaxNode node, Scope scope) => node switch
    {
        LiteralNode literal => Literal(literal, scope),
        EmptyNode empty => new Code(static _ => { }, StaticType.Empty, scope, empty.Position),
        VariableNode variable => PathVariables.Compile(this, variable, scope),
        DollarNode dollar => Dollar(dollar, scope),
        MemberNode { Input: null } member => First(member, scope),
        MemberNode member => Member(member, Compile(member.Input!, scope)),
        CallNode call => FunctionTable.Compile(this, call, scope),
        IndexNode index => Index(index, scope),
        SignNode sign => Sign(sign, scope),
        TypeNode type => Type(type, Compile(type.Operand, scope)),
        BinaryNode binary => Operators.Compile(this, binary, scope),
        _ => throw new InvalidOperationException($"No code for {node.GetType().Name}."),
    };

    /// <summary><c>$this</c> as an input where none is written.</summary>
    public static Code This(Scope scope, int position) => scope.Collection is { } variable
        ? new Code(run => run.PushAll(run.Variables![variable], position), scope.This, scope, position)
        : new Code(static run => run.Push(run.This), scope.This, scope, position) { IsThis = true };

    /// <summary><c>x is T</c> and <c>x as T</c>, as operators and as functions.</summary>
    public Code Type(TypeNode node, Code operand)
    {
        var test = TypeTest.Resolve(node.Type, Options.Definitions, node.Position);
        if (node.IsTest)
        {
            return new Code(run =>
            {
                var mark = run.Top;
                operand.Push(run);
                if (run.Top - mark > 1)
                    throw PathRun.Fault("'is' asks about one item, and there are several.", node.Position);
                var truth = run.Top == mark ? Truth.Empty : test.Is(run[mark]) ? Truth.True : Truth.False;
                run.Top = mark;
                return truth;
            }, operand.Scope, node.Position);
        }

        var filters = Options.AsFilters;
        return new Code(run =>
        {
            var mark = run.Top;
            operand.Push(run);
            if (!filters && run.Top - mark > 1)
                throw PathRun.Fault("'as' takes one item, and there are several; ofType() filters.", node.Position);
            Keep(run, mark, test);
        }, test.Narrow(operand.Type), operand.Scope, node.Position);
    }

    /// <summary>Keeps the items from the mark on that the type selects.</summary>
    public static void Keep(PathRun run, int mark, TypeTest test)
    {
        var kept = mark;
        for (var i = mark; i < run.Top; i++)
            if (test.Selects(run[i]))
                run[kept++] = run[i];
        run.Top = kept;
    }

    /// <summary>A fault in the expression itself.</summary>
    public static PathAbortException Fault(string message, int position) => new(PathFaultKind.Semantic, message, position);

    private static Code Literal(LiteralNode literal, Scope scope)
    {
        var value = literal.Value;
        return new Code(run => run.Push(value), StaticType.Of(value.Kind), scope, literal.Position) { Constant = value };
    }

    private static Code Dollar(DollarNode dollar, Scope scope)
    {
        if (dollar.Name == "this")
            return This(scope, dollar.Position);
        if (dollar.Name == "index" && scope.IsInLambda)
            return new Code(static run => run.Push(PathValue.Of(run.Index)), StaticType.Integer, scope, dollar.Position);
        if (dollar.Name == "total" && scope.Total is { } total)
            return new Code(run => run.PushAll(run.Total, dollar.Position), total, scope, dollar.Position);
        throw Fault($"${dollar.Name} means nothing here.", dollar.Position);
    }

    // The first name of a path: an element of $this, or the type of $this itself.
    private Code First(MemberNode node, Scope scope)
    {
        if (Options.Slots is { } slots && slots.TryGetValue(node.Name, out var slot) && !(scope.IsInLambda && scope.This.IsKnown && scope.This.Member(node.Name) is not null))
            return PathVariables.Slot(this, slot, scope, node.Position);
        var type = Options.Definitions.FindType(node.Name);
        if (type is null || !char.IsAsciiLetterUpper(node.Name[0]) || scope.This.IsKnown && scope.This.Fhir.Any(t => t.Find(node.Name)?.Name == node.Name))
            return Member(node, This(scope, node.Position));
        if (Options.IsStrict && scope.This.IsKnown && !scope.This.Fhir.Any(t => t.Is(type) || t.IsAbstract))
            throw Fault($"The path starts with {node.Name}, but the context is no {node.Name}.", node.Position);
        var known = scope.This.Fhir.Count == 1 && scope.This.Fhir[0].Is(type);
        return new Code(run =>
        {
            if (run.This.IsElement && run.This.Element.Type.Is(type))
                run.Push(run.This);
        }, known ? scope.This : StaticType.Of(type), scope, node.Position);
    }

    private Code Member(MemberNode node, Code input)
    {
        var name = node.Name;
        var position = node.Position;
        if (Options.IsLenient && (!input.Type.IsKnown || input.Type.Member(name) is null) && input.Type.JsonMember(name) is { } json)
        {
            return new Code(run =>
            {
                var mark = run.Top;
                input.Push(run);
                run.NavigateJson(mark, name, position);
            }, json, input.Scope, position);
        }

        var type = input.Type.Member(name) ?? throw Fault($"{Shown(input.Type)} has no element '{name}'{Hint(input.Type, name)}.", position);

        // A type that was not met yet has not entered its names: they are looked up again until they are there.
        var id = NameTable.Find(name);
        if (node.Input is null && input.Scope.Collection is null)
        {
            return new Code(run =>
            {
                if (id == 0)
                    id = NameTable.Find(name);
                run.Children(run.This, name, id, position);
            }, type, input.Scope, position)
            { ThisMember = id };
        }

        var push = input.Push;
        return new Code(run =>
        {
            var mark = run.Top;
            push(run);
            if (id == 0)
                id = NameTable.Find(name);
            run.Navigate(mark, name, id, position);
        }, type, input.Scope, position);
    }

    // The commonest slip: the name that JSON and XML have for a choice of a certain type.
    private static string Hint(StaticType type, string name) =>
        type.Fhir.Select(t => t.Find(name)).FirstOrDefault(e => e is not null) is { } variant ? $": FHIRPath calls it {variant.Name}.ofType({variant.Type.Name})" : "";

    private static string Shown(StaticType type) => type.Fhir.Count switch
    {
        0 => "A value",
        < 4 => string.Join(" or ", type.Fhir.Select(t => t.Path)),
        _ => "No type that the element may have",
    };

    private Code Index(IndexNode node, Scope scope)
    {
        var input = Compile(node.Input, scope);
        CheckOrder(input, "[]", node.Position);
        var index = Compile(node.Index, input.Scope);
        if (index.Type.CannotBe(PathKind.Integer))
            throw Fault("An index is an integer.", node.Position);
        return new Code(run =>
        {
            var mark = run.Top;
            input.Push(run);
            var at = run.Integer(index) ?? -1;
            if (at >= 0 && at < run.Top - mark)
                run[mark] = run[mark + at];
            run.Top = mark + (at >= 0 && at < run.Top - mark ? 1 : 0);
        }, input.Type.One(), input.Scope, node.Position);
    }

    private Code Sign(SignNode node, Scope scope)
    {
        var operand = Compile(node.Operand, scope);
        if (operand.Type.CannotBe(PathKind.Integer, PathKind.Long, PathKind.Decimal, PathKind.Quantity))
            throw Fault("Only numbers and quantities have a sign.", node.Position);
        var isMinus = node.IsMinus;
        return new Code(run =>
        {
            if (!run.Single(operand, out var value))
                return;
            var negated = Arithmetic.Negate(value, node.Position);
            run.Push(isMinus ? negated : value);
            if (isMinus && negated.Kind == PathKind.None)
                run.Top--;
        }, operand.Type.One(), scope, node.Position);
    }

    /// <summary>Refuses a function that depends on order on a collection that has none, when asked to.</summary>
    public void CheckOrder(Code input, string function, int position)
    {
        if (Options.ChecksOrder && input.Type.IsUnordered)
            throw Fault($"{function} depends on an order that the collection does not have.", position);
    }
}
