using Gateway.Fhir.Elements;
using Gateway.Fhir.Paths.Compilation;
using Gateway.Fhir.Paths.Syntax;
using Gateway.Fhir.Paths.Typing;
using Gateway.Fhir.Paths.Values;

namespace Gateway.Fhir.Paths;

/// <summary>A FHIRPath expression, compiled to delegates; usable by many threads at once.</summary>
public sealed class CompiledPath
{
    [ThreadStatic]
    private static PathRun? s_spare;
    private readonly Code _code;

    private CompiledPath(string expression, Code code, IReadOnlyList<int> slots)
    {
        Expression = expression;
        Slots = slots;
        _code = code;
    }

    public string Expression { get; }

    /// <summary>The numbers of those <see cref="PathOptions.Slots"/> that the expression names.</summary>
    public IReadOnlyList<int> Slots { get; }

    /// <summary>The names of children of which any one, when the element has no child of it, makes the expression true or empty as a condition.</summary>
    internal IReadOnlyList<string> HoldsWithout => Premises.Of(Parser.Parse(Expression));

    /// <summary>Compiles an expression: FHIRPath 2.0 with the functions of FHIR R4. A faulty one gives its fault, and nothing is thrown.</summary>
    public static PathCompilation Compile(string expression, PathOptions? options = null)
    {
        options ??= PathOptions.Default;
        try
        {
            var context = options.Context is null ? StaticType.Unknown with { IsMany = false } : StaticType.Of(options.Context);
            var compiler = new PathCompiler(options);
            var code = compiler.Compile(Parser.Parse(expression), Scope.Root(context));
            return new PathCompilation(new CompiledPath(expression, code, [.. compiler.Slots]), null);
        }
        catch (PathAbortException abort)
        {
            return new PathCompilation(null, PathFault.At(abort, expression));
        }
    }

    /// <summary>Evaluates on an element, which is <c>$this</c> and <c>%context</c>.</summary>
    public PathResult Evaluate(Element element, PathEnvironment? environment = null)
    {
        var run = Begin(PathValue.Of(element), environment);
        try
        {
            _code.Push(run);
            return new PathResult(run.From(0).ToArray(), null);
        }
        catch (PathAbortException abort)
        {
            return new PathResult([], PathFault.At(abort, Expression));
        }
        finally
        {
            End(run);
        }
    }

    /// <summary>Evaluates on a value, with the values of <see cref="PathOptions.Slots"/> from a place of an array on, and adds the items to a list. The fault says why there are none.</summary>
    public PathFault? Evaluate(in PathValue focus, PathEnvironment environment, PathValue[] slots, int slotBase, List<PathValue> items)
    {
        var run = Begin(focus, environment);
        (run.Slots, run.SlotBase) = (slots, slotBase);
        try
        {
            _code.Push(run);
            items.AddRange(run.From(0));
            return null;
        }
        catch (PathAbortException abort)
        {
            return PathFault.At(abort, Expression);
        }
        finally
        {
            End(run);
        }
    }

    /// <summary>Evaluates as a condition on a value, with the values of <see cref="PathOptions.Slots"/> from a place of an array on.</summary>
    public bool? Test(in PathValue focus, out PathFault? fault, PathEnvironment environment, PathValue[] slots, int slotBase)
    {
        var run = Begin(focus, environment);
        (run.Slots, run.SlotBase) = (slots, slotBase);
        return Test(run, out fault);
    }

    /// <summary>Evaluates as a condition: true or false; null for an empty answer. The fault says why there is none at all.</summary>
    public bool? Test(Element element, out PathFault? fault, PathEnvironment? environment = null)
    {
        return Test(Begin(PathValue.Of(element), environment), out fault);
    }

    private bool? Test(PathRun run, out PathFault? fault)
    {
        fault = null;
        try
        {
            return _code.Test(run) switch
            {
                Truth.True => true,
                Truth.False => false,
                _ => null,
            };
        }
        catch (PathAbortException abort)
        {
            fault = PathFault.At(abort, Expression);
            return null;
        }
        finally
        {
            End(run);
        }
    }

    private static PathRun Begin(in PathValue focus, PathEnvironment? environment)
    {
        // One run a thread is kept; an evaluation inside another (a resolver that uses paths) makes its own.
        var run = s_spare ?? new PathRun();
        s_spare = null;
        run.Begin(focus, environment ?? PathEnvironment.Default);
        return run;
    }

    private static void End(PathRun run)
    {
        run.End();
        s_spare = run;
    }
}
