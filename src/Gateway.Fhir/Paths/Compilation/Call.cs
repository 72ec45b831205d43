using Gateway.Fhir.Paths.Syntax;
using Gateway.Fhir.Paths.Typing;
using Gateway.Fhir.Paths.Values;

namespace Gateway.Fhir.Paths.Compilation;

/// <summary>A function call that is being compiled: its input and the ways to compile its arguments.</summary>
internal sealed class Call(PathCompiler compiler, CallNode node, Code input)
{
    public PathCompiler Compiler { get; } = compiler;

    public Code Input { get; } = input;

    public Scope Scope => Input.Scope;

    /// <summary>False where the call stands at the start of a path and works on <c>$this</c>.</summary>
    public bool HasInput => node.Input is not null;

    public int Count => node.Arguments.Count;

    public int Position => node.Position;

    public string Name => node.Name;

    public SyntaxNode Syntax(int index) => node.Arguments[index];

    /// <summary>An argument that is evaluated once, on the <c>$this</c> around the call.</summary>
    public Code Argument(int index) => Compiler.Compile(node.Arguments[index], Scope);

    /// <summary>An argument that is evaluated for each item of the input, which is then <c>$this</c>.</summary>
    public Code Lambda(int index) => Compiler.Compile(node.Arguments[index], Scope.Inside(Input.Type.One()));

    public Code Result(PathPush push, StaticType type) => new(push, type, Scope, Position);

    public Code Result(PathTest test) => new(test, Scope, Position);

    /// <summary>Pushes the input, then lets the function work on the stack from the mark on.</summary>
    public Code OnItems(Action<PathRun, int> work, StaticType type)
    {
        var push = Input.Push;
        return Result(run =>
        {
            var mark = run.Top;
            push(run);
            if (run.Top - mark > 1024)
                run.Work(Position, (run.Top - mark) / 16);
            work(run, mark);
        }, type);
    }

    /// <summary>A function of one value: nothing gives nothing, several items are a fault.</summary>
    public Code OnValue(Func<PathRun, PathValue, PathValue> work, StaticType type) => Result(run =>
    {
        if (run.Single(Input, out var value) && work(run, value) is { Kind: not PathKind.None } result)
            run.PushMade(result, Position);
    }, type);

    /// <summary>A function of one string; an input that can never be one is refused here, one that is not is refused when met.</summary>
    public Code OnText(Func<PathRun, string, PathValue> work, StaticType type)
    {
        if (Input.Type.CannotBe(PathKind.String))
            throw Fault($"{Name}() works on strings.");
        return Result(run =>
        {
            if (run.Text(Input) is not { } text)
                return;
            run.Work(Position, text.Length / 16);
            if (work(run, text) is { Kind: not PathKind.None } result)
                run.PushMade(result, Position);
        }, type);
    }

    public PathAbortException Fault(string message) => PathCompiler.Fault(message, Position);
}
