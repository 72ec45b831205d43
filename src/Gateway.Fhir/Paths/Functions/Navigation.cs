using Gateway.Fhir.Elements;
using Gateway.Fhir.Paths.Compilation;
using Gateway.Fhir.Paths.Typing;
using Gateway.Fhir.Paths.Values;

namespace Gateway.Fhir.Paths.Functions;

/// <summary>children() and descendants() (FHIRPath 2.0, 5.8), and type().</summary>
internal static class Navigation
{
    private static StaticType Unordered { get; } = StaticType.Unknown with { IsUnordered = true };

    public static Function[] All { get; } =
    [
        new("children", 0, call => call.OnItems((run, mark) => Replace(run, mark, call.Position, isDeep: false), Unordered)),
        new("descendants", 0, call => call.OnItems((run, mark) => Replace(run, mark, call.Position, isDeep: true), Unordered)),
        new("type", 0, call => call.OnItems((run, mark) =>
        {
            for (var i = mark; i < run.Top; i++)
                run[i] = TypeOf(run[i]);
        }, StaticType.Of(PathKind.TypeInfo) with { IsMany = call.Input.Type.IsMany })),
    ];

    private static void Replace(PathRun run, int mark, int position, bool isDeep)
    {
        var end = run.Top;
        for (var i = mark; i < end; i++)
            if (run[i].IsElement)
                Push(run, run[i].Element, position, isDeep);
        run.Remove(mark, end);
    }

    private static void Push(PathRun run, Element element, int position, bool isDeep)
    {
        foreach (var child in element.Children)
        {
            run.Step(position);
            run.Push(PathValue.Of(child));
            if (isDeep)
                Push(run, child, position, isDeep);
        }
    }

    private static PathValue TypeOf(in PathValue value) => PathValue.Of(value.IsElement
        ? new PathTypeInfo("FHIR", value.Element.Type.Name)
        : new PathTypeInfo("System", value.Kind.ToString()));
}
