using Gateway.Fhir.Elements;
using Gateway.Fhir.Paths.Compilation;
using Gateway.Fhir.Terminology;

namespace Gateway.Fhir.Paths.Functions;

/// <summary>subsumes() and subsumedBy() (http://hl7.org/fhir/R4/fhirpath.html#functions): is one concept the other, or above it?</summary>
internal static class Subsumption
{
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
    private static bool? Subsumes((string? System, string? Code) above, (string? System, string? Code) below) =>
        above.System != below.System ? false
        : above.Code == below.Code ? true
        : above.System is null || above.Code is null || below.Code is null ? null : TerminologySet.R4.Subsumes(above.System, above.Code, below.Code);

    private static IEnumerable<(string? System, string? Code)> Codings(Element element) => element.Type.Is("CodeableConcept")
        ? element["coding"].Select(c => (c.ChildText("system"), c.ChildText("code")))
        : [(element.ChildText("system"), element.ChildText("code"))];
}
