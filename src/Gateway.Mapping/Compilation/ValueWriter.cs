using System.Globalization;
using System.Text;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Elements.Primitives;
using Gateway.Fhir.Json;
using Gateway.Fhir.Paths.Values;

namespace Gateway.Mapping.Compilation;

/// <summary>Puts values into the target, converting what may be converted; what cannot be is left out and said.</summary>
internal static class ValueWriter
{
    /// <summary>Adds an empty element; a resource of an entry is remembered with it, so that it can be referred to.</summary>
    public static ElementDraft Add(MapRun run, ElementDraft parent, ElementDefinition element, bool isFirst)
    {
        var draft = parent.Add(element, isFirst);
        Remember(run, parent, element, draft);
        return draft;
    }

    /// <summary>Sets an element to the value, or adds a repetition; false when the value cannot go there, which is then said.</summary>
    public static bool Write(MapRun run, RuleInfo rule, ElementDraft parent, ElementDefinition element, in MapValue value, bool isFirst, Element at)
    {
        if (Concrete(element, value) is not { } concrete)
        {
            run.Warn($"{element} cannot be a {TypeOf(value)}.", rule, at);
            return false;
        }

        var isWritten = concrete.Type.IsPrimitive ? Primitive(run, rule, parent, concrete, value, isFirst, at) : Complex(run, rule, parent, concrete, value, isFirst, at);
        if (isWritten)
            run.Options.Recorder?.Made(rule, parent, concrete, value.Draft, value.Draft is null && value.Value.IsElement ? value.Value.Element : at);
        return isWritten;
    }

    /// <summary>Sets a primitive to text that need not be of its type.</summary>
    public static void Text(MapRun run, RuleInfo rule, ElementDraft parent, ElementDefinition element, byte[] utf8, bool isFirst, Element at)
    {
        if (PrimitiveFormat.Fault(element.Type.Primitive, utf8) is { } fault)
        {
            run.Warn($"{element}: {fault}", rule, at);
            return;
        }

        parent.AddValue(element, utf8, isFirst);
        run.Options.Recorder?.Made(rule, parent, element, null, at);
    }

    /// <summary>Gives a part of the target that is there the value: a primitive its text, anything else the content.</summary>
    public static void Become(MapRun run, RuleInfo rule, ElementDraft draft, in MapValue value, Element at)
    {
        if (value.IsNone)
            return;
        if (!draft.Type.IsPrimitive && value.Draft is null && value.Value.IsElement)
            Rebinding.Children(run, rule, draft, value.Value.Element);
        else if (Bytes(draft.Definition, value, out var fault) is { } utf8)
            draft.SetValue(utf8);
        else
            run.Warn(fault ?? $"{draft.Definition} cannot be a {TypeOf(value)}.", rule, at);
    }

    private static bool Primitive(MapRun run, RuleInfo rule, ElementDraft parent, ElementDefinition element, in MapValue value, bool isFirst, Element at)
    {
        if (value.Draft is null && value.Value.IsElement)
            return Copied(run, rule, parent, element, value.Value.Element, isFirst);
        if (Bytes(element, value, out var fault) is not { } utf8)
        {
            run.Warn(fault ?? $"{element} cannot be a {TypeOf(value)}.", rule, at);
            return false;
        }

        parent.AddValue(element, utf8, isFirst);
        return true;
    }

    /// <summary>Copies a primitive with its id and extensions.</summary>
    public static bool Copied(MapRun run, RuleInfo rule, ElementDraft parent, ElementDefinition element, Element source, bool isFirst = false)
    {
        if (!source.Type.IsPrimitive)
        {
            run.Warn($"{element} is a {element.Type.Name}, and cannot be a {source.Type.Name}.", rule, source);
            return false;
        }

        run.Options.Recorder?.Reached(source, true);
        var content = source.Content;
        if (ReferenceEquals(source.Type, element.Type))
        {
            parent.Put(element, source, isFirst);
            return true;
        }

        if (source.HasValue && Fault(element, source) is { } fault)
        {
            run.Warn($"{element}: {fault}", rule, source);
            return false;
        }

        if (content.Node.Size == 1)
        {
            parent.Put(element, source, isFirst);
            return true;
        }

        var draft = parent.Add(element, isFirst);
        if (source.Text is { } text)
            draft.SetValue(Encoding.UTF8.GetBytes(text));
        Rebinding.Children(run, rule, draft, source);
        return true;
    }

    private static bool Complex(MapRun run, RuleInfo rule, ElementDraft parent, ElementDefinition element, in MapValue value, bool isFirst, Element at)
    {
        if (value.Draft is { } draft)
        {
            if (!ValueFit.IsAlike(draft.Type, element.Type) || parent.IsIn(draft))
            {
                run.Warn(parent.IsIn(draft) ? $"{element} cannot hold what it lies in." : $"{element} cannot be a {draft.Type.Path}.", rule, at);
                return false;
            }

            if (ValueFit.IsSame(draft.Type, element.Type))
                parent.Attach(element, draft, isFirst);
            else
                Rebinding.Children(run, rule, parent.Add(element, isFirst), draft.Build());
            Remember(run, parent, element, draft);
            return true;
        }

        if (value.Value.Kind == PathKind.Quantity && element.Type.Is("Quantity"))
        {
            Quantity(parent.Add(element, isFirst), value.Value.Quantity);
            return true;
        }

        if (!value.Value.IsElement || !ValueFit.IsAlike(value.Value.Element.Type, element.Type))
        {
            run.Warn($"{element} is a {element.Type.Path}, and cannot be a {TypeOf(value)}.", rule, at);
            return false;
        }

        var source = value.Value.Element;
        if (ReferenceEquals(source.Type, element.Type))
        {
            run.Options.Recorder?.Reached(source, true);
            parent.Put(element, source, isFirst);
        }
        else
        {
            run.Options.Recorder?.Reached(source, false);
            var copy = Add(run, parent, element, isFirst);
            Rebinding.Children(run, rule, copy, source);
        }

        return true;
    }

    private static void Remember(MapRun run, ElementDraft parent, ElementDefinition element, ElementDraft draft)
    {
        if (element.Type.IsResource && parent.Definition.Facts.Path == "Bundle.entry")
            run.Entries[draft] = parent;
    }

    private static ElementDefinition? Concrete(ElementDefinition element, in MapValue value) =>
        !element.IsChoice && !element.HoldsResource ? element
        : value.Draft is { } draft ? ValueFit.Concrete(element, draft.Type)
        : value.Value.IsElement ? ValueFit.Concrete(element, value.Value.Element.Type)
        : element.IsChoice ? ValueFit.Of(element, value.Value.Kind)
        : null;

    private static void Quantity(ElementDraft draft, PathQuantity quantity)
    {
        draft.AddText("value", quantity.Value.ToString(CultureInfo.InvariantCulture));
        if (quantity.Unit.Length > 0)
            draft.AddText("unit", quantity.Unit).AddText("system", SystemValues.Ucum).AddText("code", quantity.Unit);
    }

    // The value as text of the element's type; null, with what is wrong, when it is none.
    private static byte[]? Bytes(ElementDefinition element, in MapValue value, out string? fault)
    {
        fault = null;

        // A draft's text was checked against its type.
        if (value.Draft is { } draft && element.Type.IsPrimitive && draft.Type.Primitive == element.Type.Primitive)
            return draft.Value;
        if (!element.Type.IsPrimitive || value.Text is not { } text || (value.Draft is null && value.Value.Kind == PathKind.Quantity))
            return null;
        var utf8 = Encoding.UTF8.GetBytes(text);
        fault = PrimitiveFormat.Fault(element.Type.Primitive, utf8) is { } misfit ? $"{element}: {misfit}" : null;
        return fault is null ? utf8 : null;
    }

    private static string? Fault(ElementDefinition element, Element source)
    {
        if (source.Type.Primitive == element.Type.Primitive)
            return null;
        return source.TryGetPlainValue(out var plain) ? PrimitiveFormat.Fault(element.Type.Primitive, plain)
            : PrimitiveFormat.Fault(element.Type.Primitive, Encoding.UTF8.GetBytes(source.Text!));
    }

    private static string TypeOf(in MapValue value) =>
        value.Draft is { } draft ? draft.Type.Path : value.Value.IsElement ? value.Value.Element.Type.Path : value.Value.TypeName;
}
