using Gateway.Fhir.Paths.Typing;
using Gateway.Fhir.Paths.Values;

namespace Gateway.Fhir.Paths.Compilation;

/// <summary>Evaluates an expression for <c>$this</c> and pushes its items onto the stack of the run.</summary>
internal delegate void PathPush(PathRun run);

/// <summary>Evaluates an expression that gives one boolean or nothing, without the stack.</summary>
internal delegate Truth PathTest(PathRun run);

/// <summary>A compiled expression: its delegates and what is known of its result.</summary>
internal sealed class Code
{
    public Code(PathPush push, StaticType type, Scope scope, int position)
    {
        Push = push;
        Type = type;
        Scope = scope;
        Position = position;
        Test = run => run.TestOf(this);
    }

    /// <summary>An expression that is a test: it is pushed by asking the test.</summary>
    public Code(PathTest test, Scope scope, int position)
    {
        Test = test;
        Type = StaticType.Boolean;
        Scope = scope;
        Position = position;
        Push = run => run.Push(test(run));
    }

    public PathPush Push { get; }

    public PathTest Test { get; }

    public StaticType Type { get; }

    /// <summary>What may be named after this expression in the same chain.</summary>
    public Scope Scope { get; }

    public int Position { get; }

    /// <summary>The value of a literal.</summary>
    public PathValue? Constant { get; init; }

    /// <summary>For <c>name</c> on <c>$this</c>: the name's number, so that comparisons need no stack. 0 for everything else.</summary>
    public int ThisMember { get; init; }

    /// <summary>True for <c>$this</c> itself, one item.</summary>
    public bool IsThis { get; init; }
}
