using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Paths.Values;

namespace Gateway.Mapping.Compilation.Transforms;

/// <summary>Transforms that make a data type of texts: <c>cc</c>, <c>c</c>, <c>id</c>, <c>qty</c>, <c>cp</c>. Without their main value they make nothing.</summary>
internal static class DataTypeTransforms
{
    private static readonly Regex s_quantity =
        new(@"^\s*(?<comparator><=|>=|<|>)?\s*(?<value>-?[0-9]+(\.[0-9]+)?)\s*(?<unit>\S.*?)?\s*$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture);

    /// <summary><c>cc(text)</c> or <c>cc(system, code [, display])</c>.</summary>
    public static ValueCode? CodeableConcept(TransformCall call)
    {
        if (!call.Takes(1, 3))
            return null;
        var type = call.Type("CodeableConcept");
        var (first, code, display) = (call.Text(0), call.Text(1), call.Text(2));
        if (call.Count == 1)
            return TransformCall.Made(type, run => first(run) is { } text ? ElementDraft.New(type).AddText("text", text) : null);
        return Checked(call, type, run =>
        {
            if (code(run) is not { } value)
                return null;
            var draft = ElementDraft.New(type);
            Fill(draft.Add("coding"), ("system", first(run)), ("code", value), ("display", display(run)));
            return draft;
        });
    }

    /// <summary><c>c(system, code [, display])</c>.</summary>
    public static ValueCode? Coding(TransformCall call)
    {
        if (!call.Takes(2, 3))
            return null;
        var type = call.Type("Coding");
        var (system, code, display) = (call.Text(0), call.Text(1), call.Text(2));
        return Checked(call, type, run => code(run) is { } value
            ? Fill(ElementDraft.New(type), ("system", system(run)), ("code", value), ("display", display(run))) : null);
    }

    /// <summary><c>id(system, value [, type])</c>; the type is a code of HL7's table 0203.</summary>
    public static ValueCode? Identifier(TransformCall call)
    {
        if (!call.Takes(2, 3))
            return null;
        var type = call.Type("Identifier");
        var (system, value, kind) = (call.Text(0), call.Text(1), call.Text(2));
        return Checked(call, type, run =>
        {
            if (value(run) is not { } text)
                return null;
            var draft = Fill(ElementDraft.New(type), ("system", system(run)), ("value", text));
            if (kind(run) is { } code)
                Fill(draft.Add("type").Add("coding"), ("system", "http://terminology.hl7.org/CodeSystem/v2-0203"), ("code", code));
            return draft;
        });
    }

    /// <summary><c>qty('5 mg')</c> or <c>qty(value, unit [, system, code])</c>.</summary>
    public static ValueCode? Quantity(TransformCall call)
    {
        if (!call.Takes(1, 4))
            return null;
        var type = call.Type("Quantity");
        var (value, unit, system, code) = (call.Text(0), call.Text(1), call.Text(2), call.Text(3));
        return Checked(call, type, run =>
        {
            if (value(run) is not { } text)
                return null;
            if (call.Count > 1)
                return Fill(ElementDraft.New(type), ("value", text), ("unit", unit(run)), ("system", system(run)), ("code", code(run)));
            var match = s_quantity.Match(text);
            if (!match.Success)
                throw new FormatException("The text is no quantity.");
            return Fill(ElementDraft.New(type), ("value", match.Groups["value"].Value), ("comparator", Given(match.Groups["comparator"])), ("unit", Given(match.Groups["unit"])));
        });
    }

    /// <summary><c>cp(value)</c> or <c>cp(system, value)</c>; without a system it follows from the value.</summary>
    public static ValueCode? ContactPoint(TransformCall call)
    {
        if (!call.Takes(1, 2))
            return null;
        var type = call.Type("ContactPoint");
        var (system, value) = (call.Count == 2 ? call.Text(0) : null, call.Text(call.Count - 1));
        return Checked(call, type, run => value(run) is { } text
            ? Fill(ElementDraft.New(type), ("system", system is null ? SystemOf(text) : system(run)), ("value", text)) : null);
    }

    private static string SystemOf(string value) =>
        value.Contains('@', StringComparison.Ordinal) ? "email" : value.Contains("://", StringComparison.Ordinal) ? "url" : "phone";

    private static ValueCode Checked(TransformCall call, TypeDefinition type, Func<MapRun, ElementDraft?> make)
    {
        var made = TransformCall.Guarded(call, type, make);
        if (!call.IsPlaced || !call.IsLiteral)
            return made;

        // What is the same for all records is made for the first, and shared by the trees of all.
        StrongBox<Element>? known = null;
        return new ValueCode(run =>
        {
            if (known is null && made.Get(run).Draft is { } draft)
                known = new StrongBox<Element>(draft.Build());
            return known is null ? default : MapValue.Of(PathValue.Of(known.Value));
        }, made.Shape);
    }

    private static ElementDraft Fill(ElementDraft draft, params ReadOnlySpan<(string Name, string? Text)> parts)
    {
        foreach (var (name, text) in parts)
            if (text is { Length: > 0 })
                draft.AddText(name, text);
        return draft;
    }

    private static string? Given(Group group) => group.Success ? group.Value : null;
}
