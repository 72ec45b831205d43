using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Paths.Compilation;
using Gateway.Fhir.Paths.Typing;
using Gateway.Fhir.Paths.Values;
using Gateway.Fhir.Terminology;
using Gateway.Fhir.Xml;

namespace Gateway.Fhir.Paths.Functions;

/// <summary>What FHIR R4 adds to FHIRPath (http://hl7.org/fhir/R4/fhirpath.html#functions).</summary>
internal static class FhirFunctions
{
    public static Function[] All { get; } =
    [
        new("extension", 1, Extension),
        new("getValue", 0, call => call.OnItems((run, mark) =>
        {
            var value = run.Top - mark == 1 && (!run[mark].IsElement || run[mark].Element.Type.IsPrimitive) ? PathRun.SystemValue(run[mark], call.Position) : default;
            run.Top = mark;
            if (value.Kind != PathKind.None)
                run.Push(value);
        }, StaticType.Unknown with { IsMany = false })),
        new("resolve", 0, call => call.OnItems((run, mark) =>
        {
            var kept = mark;
            for (var i = mark; i < run.Top; i++)
                if (References.Resolve(run, run[i], call.Position) is { IsNone: false } found)
                    run[kept++] = PathValue.Of(found);
            run.Top = kept;
        }, StaticType.Unknown)),
        new("conformsTo", 1, ConformsTo),
        new("memberOf", 1, MemberOf),
        new("checkModifiers", 0, int.MaxValue, CheckModifiers),
        new("htmlChecks", 0, call => call.Result(run =>
        {
            var mark = run.Top;
            call.Input.Push(run);
            var isSound = run.Top > mark;
            for (var i = mark; i < run.Top && isSound; i++)
                isSound = run[i].IsElement ? XhtmlRules.AreKept(run[i].Element) : run[i].Text is { } text && XhtmlRules.AreKept(System.Text.Encoding.UTF8.GetBytes(text));
            run.Top = mark;
            return isSound ? Truth.True : Truth.False;
        })),
    ];

    private static Code Extension(Call call)
    {
        var url = call.Argument(0);
        return call.OnItems((run, mark) =>
        {
            run.Navigate(mark, "extension", NameTable.Find("extension"), call.Position);
            var wanted = run.Text(url);
            var kept = mark;
            for (var i = mark; i < run.Top && wanted is not null; i++)
                if (run[i].IsElement && run[i].Element.ChildText("url") == wanted)
                    run[kept++] = run[i];
            run.Top = kept;
        }, StaticType.Of(call.Compiler.Options.Definitions.FindType("Extension") ?? DefinitionSet.R4.FindType("Extension")!).Many());
    }

    // The items as they are, unless one has a modifier extension that the caller did not say it understands.
    private static Code CheckModifiers(Call call)
    {
        var known = Enumerable.Range(0, call.Count).Select(call.Argument).ToArray();
        return call.OnItems((run, mark) =>
        {
            var urls = known.Select(run.Text).ToHashSet();
            foreach (ref readonly var item in run.From(mark))
                if (item.IsElement && item.Element["modifierExtension"].Any(e => !urls.Contains(e.ChildText("url"))))
                    throw PathRun.Fault("An element has a modifier extension that the expression does not name.", call.Position);
        }, call.Input.Type);
    }

    private static Code ConformsTo(Call call)
    {
        var profile = call.Argument(0);
        return call.Result(run =>
        {
            var mark = run.Top;
            call.Input.Push(run);
            if (run.Top - mark > 1)
                throw PathRun.Fault("conformsTo() asks about one item, and there are several.", call.Position);
            if (run.Top == mark || run.Text(profile) is not { } url)
            {
                run.Top = mark;
                return Truth.Empty;
            }

            var item = run[mark];
            run.Top = mark;
            if (!item.IsElement)
                return Truth.False;
            if (run.Environment.ConformsTo?.Invoke(item.Element, url) is { } answer)
                return answer ? Truth.True : Truth.False;
            if (call.Compiler.Options.Definitions.FindType(url) is { IsProfile: false } type && type.Url == url)
                return item.Element.Type.Is(type) ? Truth.True : Truth.False;
            throw PathRun.Fault("The profile that conformsTo() names is not known.", call.Position);
        });
    }

    private static Code MemberOf(Call call)
    {
        var valueSet = call.Argument(0);
        return call.Result(run =>
        {
            var mark = run.Top;
            call.Input.Push(run);
            if (run.Top - mark > 1)
                throw PathRun.Fault("memberOf() asks about one item, and there are several.", call.Position);
            var answer = run.Top > mark && run[mark].IsElement && run.Text(valueSet) is { } url
                ? run.Environment.MemberOf?.Invoke(run[mark].Element, url) ?? (TerminologySet.R4.IsMember(url, run[mark].Element) switch { Membership.Yes => true, Membership.No => false, _ => null })
                : null;
            run.Top = mark;
            return answer switch { true => Truth.True, false => Truth.False, null => Truth.Empty };
        });
    }
}
