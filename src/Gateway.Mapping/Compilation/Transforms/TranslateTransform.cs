using System.Collections.Concurrent;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Paths.Values;
using Gateway.Fhir.Terminology.Maps;

namespace Gateway.Mapping.Compilation.Transforms;

/// <summary>
/// <c>translate(v, 'url of a ConceptMap', 'code')</c>; the last says what is wanted: code, system, display, Coding or CodeableConcept, and
/// follows from the element where it is not said. The value is a code, Coding or CodeableConcept; of the latter the first coding that has a match.
/// </summary>
internal static class TranslateTransform
{
    public static ValueCode? Compile(TransformCall call)
    {
        if (!call.Takes(2, 3))
            return null;
        if (call[1].Literal is not { } url || call.Rules.Compiler.ConceptMap(call.Rules.Unit, url) is not { } table)
        {
            call.Fault(call[1].Literal is null ? "takes the URL of a ConceptMap as text." : $"knows no ConceptMap {call[1].Literal}.");
            return null;
        }

        var wanted = (call.Count == 3 ? call[2].Literal : call.Element?.IsChoice == false ? call.Element.Type.Name : null)?.ToUpperInvariant();
        var get = call[0].Get;
        switch (wanted)
        {
            case "CODING":
                var coding = call.Type("Coding");
                return Made(call, table, coding, run => Translate(run, table, get(run)), found => Fill(ElementDraft.New(coding), found));
            case "CODEABLECONCEPT":
                var concept = call.Type("CodeableConcept");
                return Made(call, table, concept, run => Translate(run, table, get(run)), found =>
                {
                    var draft = ElementDraft.New(concept);
                    Fill(draft.Add("coding"), found);
                    return draft;
                });
            case "SYSTEM":
                return TransformCall.Text(run => Translate(run, table, get(run))?.System);
            case "DISPLAY":
                return TransformCall.Text(run => Translate(run, table, get(run))?.Display);
            case "CODE" or "STRING" or "URI" or "ID" or null:
                return TransformCall.Text(run => Translate(run, table, get(run))?.Code);
            default:
                call.Fault("gives a code, system, display, Coding or CodeableConcept.");
                return null;
        }
    }

    // What a row gives is made once, and shared by the trees of all records.
    private static ValueCode Made(TransformCall call, ConceptTable table, TypeDefinition type, Func<MapRun, ConceptTarget?> translate, Func<ConceptTarget, ElementDraft> make)
    {
        if (!call.IsPlaced || !table.Map.IsClosed)
            return TransformCall.Guarded(call, type, run => translate(run) is { } found ? make(found) : null);
        var known = new ConcurrentDictionary<ConceptTarget, Element>(ReferenceEqualityComparer.Instance);
        return new ValueCode(run =>
        {
            if (translate(run) is not { } target)
                return default;
            if (!known.TryGetValue(target, out var element))
                known[target] = element = make(target).Build();
            return MapValue.Of(PathValue.Of(element));
        }, new ValueShape(type, IsDraft: true));
    }

    private static ConceptTarget? Translate(MapRun run, ConceptTable table, in MapValue value)
    {
        if (value.IsNone)
            return null;
        var source = value.Draft?.Build() ?? (value.Value.IsElement ? value.Value.Element : default);
        if (source.IsNone || source.Type.IsPrimitive)
            return value.Text is { } code ? Find(run, table, null, code) : null;
        run.Options.Recorder?.Reached(source, true);
        if (source.Type.Name != "CodeableConcept")
            return source.ChildText("code") is { } own ? Find(run, table, source.ChildText("system"), own) : null;
        (string? System, string Code)? unknown = null;
        foreach (var coding in source["coding"])
        {
            if (coding.ChildText("code") is not { } code)
                continue;
            if (table.TryTranslate(coding.ChildText("system"), code, run.Options.Recorder, out var target))
                return target;
            unknown ??= (coding.ChildText("system"), code);
        }

        if (unknown is { } left)
            run.Unmapped(new UnmappedCode(table.Url, left.System, left.Code));
        return null;
    }

    private static ConceptTarget? Find(MapRun run, ConceptTable table, string? system, string code)
    {
        if (table.TryTranslate(system, code, run.Options.Recorder, out var target))
            return target;
        run.Unmapped(new UnmappedCode(table.Url, system, code));
        return null;
    }

    private static ElementDraft Fill(ElementDraft coding, ConceptTarget target)
    {
        if (target.System is { } system)
            coding.AddText("system", system);
        coding.AddText("code", target.Code);
        if (target.Display is { } display)
            coding.AddText("display", display);
        return coding;
    }
}
