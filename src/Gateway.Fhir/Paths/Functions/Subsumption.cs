using System.Collections.Frozen;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Definitions.Facts;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Paths.Compilation;

namespace Gateway.Fhir.Paths.Functions;

/// <summary>subsumes() and subsumedBy() (http://hl7.org/fhir/R4/fhirpath.html#functions): is one concept the other, or above it?</summary>
internal static class Subsumption
{
    private static readonly Lazy<FrozenDictionary<string, CodeSystemFacts>> s_systems = new(() => R4Definitions.CodeSystems.ToFrozenDictionary(c => c.Url, StringComparer.Ordinal));

    public static Function[] All { get; } =
    [
        new("subsumes", 1, call => Ask(call, isAbove: true)),
        new("subsumedBy", 1, call => Ask(call, isAbove: false)),
    ];

    private static Code Ask(Call call, bool isAbove)
    {
        var argument = call.Argument(0);
        return call.Result(run =>
        {
            if (!One(run, call.Input, call) || !One(run, argument, call))
                return Truth.Empty;
            var (left, right) = (run[run.Top - 2].Element, run[run.Top - 1].Element);
            run.Top -= 2;
            var answer = isAbove ? Subsumes(run, left, right) : Subsumes(run, right, left);
            return answer switch { true => Truth.True, false => Truth.False, null => Truth.Empty };
        });
    }

    // Leaves the only item on the stack; otherwise leaves the stack as the call found it.
    private static bool One(PathRun run, Code code, Call call)
    {
        var mark = run.Top;
        code.Push(run);
        if (run.Top - mark > 1)
            throw PathRun.Fault($"{call.Name}() compares one concept with one, and there are several.", call.Position);
        if (run.Top == mark)
        {
            if (!ReferenceEquals(code, call.Input))
                run.Top--;
            return false;
        }

        return run[mark].IsElement && (run[mark].Element.Type.Is("Coding") || run[mark].Element.Type.Is("CodeableConcept"))
            ? true : throw PathRun.Fault($"{call.Name}() compares Codings and CodeableConcepts.", call.Position);
    }

    private static bool? Subsumes(PathRun run, Element above, Element below)
    {
        if (run.Environment.Subsumes?.Invoke(above, below) is { } told)
            return told;
        bool? result = false;
        foreach (var (a, b) in Codings(above).SelectMany(_ => Codings(below), (a, b) => (a, b)))
        {
            var answer = Subsumes(a, b);
            if (answer == true)
                return true;
            result = answer is null ? null : result;
        }

        return result;
    }

    // Null where the codes differ and their system's hierarchy is not known here.
    private static bool? Subsumes((string? System, string? Code) above, (string? System, string? Code) below)
    {
        if (above.System != below.System)
            return false;
        if (above.Code == below.Code)
            return true;
        if (above.System is null || !s_systems.Value.TryGetValue(above.System, out var system) || !system.IsComplete)
            return null;
        for (var at = IndexOf(system, below.Code); at >= 0; at = system.Parents[at])
            if (system.Codes[at] == above.Code)
                return true;
        return false;
    }

    private static int IndexOf(CodeSystemFacts system, string? code)
    {
        for (var i = 0; i < system.Codes.Count; i++)
            if (system.Codes[i] == code)
                return i;
        return -1;
    }

    private static IEnumerable<(string? System, string? Code)> Codings(Element element) => element.Type.Is("CodeableConcept")
        ? element["coding"].Select(c => (c.ChildText("system"), c.ChildText("code")))
        : [(element.ChildText("system"), element.ChildText("code"))];
}
