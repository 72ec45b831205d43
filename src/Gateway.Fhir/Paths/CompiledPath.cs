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

    private CompiledPath(string expression, Code code)
    {
        Expression = expression;
        _code = code;
    }

    public string Expression { get; }

    /// <summary>Compiles an expression: FHIRPath 2.0 with the functions of FHIR R4. A faulty one gives its fault, and nothing is thrown.</summary>
    public static PathCompilation Compile(string expression, PathOptions? options = null)
    {
        options ??= PathOptions.Default;
        try
        {
            var context = options.Context is null ? StaticType.Unknown with { IsMany = false } : StaticType.Of(options.Context);
            var code = new PathCompiler(options).Compile(Parser.Parse(expression), Scope.Root(context));
            return new PathCompilation(new CompiledPath(expression, code), null);
        }
        catch (PathAbortException abort)
        {
            return new PathCompilation(null, PathFault.At(abort, expression));
        }
    }

    /// <summary>Evaluates on an element, which is <c>$this</c> and <c>%context</c>.</summary>
    public PathResult Evaluate(Element element, PathEnvironment? environment = null)
    {
        var run = Begin(element, environment);
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

    /// <summary>Evaluates as a condition: true or false; null for an empty answer. The fault says why there is none at all.</summary>
    public bool? Test(Element element, out PathFault? fault, PathEnvironment? environment = null)
    {
        var run = Begin(element, environment);
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

    private static PathRun Begin(Element element, PathEnvironment? environment)
    {
        // One run a thread is kept; an evaluation inside another (a resolver that uses paths) makes its own.
        var run = s_spare ?? new PathRun();
        s_spare = null;
        run.Begin(element, environment ?? PathEnvironment.Default);
        return run;
    }

    private static void End(PathRun run)
    {
        run.End();
        s_spare = run;
    }
}
