using Gateway.Fhir.Elements;
using Gateway.Fhir.Paths.Values;

namespace Gateway.Fhir.Paths.Compilation;

/// <summary>The text of <c>name</c> on <c>$this</c>, or of <c>$this</c>, as the bytes of the tree, so that tests of a text need neither stack nor strings.</summary>
internal static class PlainText
{
    /// <summary>True when the input may be asked so.</summary>
    public static bool IsPlain(Code input) => input.ThisMember > 0 || input.IsThis;

    /// <summary>A text, or an empty one where there is no such element; false where only evaluating tells, for it is several, no text, or escaped.</summary>
    public static bool TryGet(PathRun run, Code input, int position, out ReadOnlySpan<byte> text)
    {
        text = default;
        if (!run.This.IsElement)
            return false;
        var element = run.This.Element;
        if (input.ThisMember > 0)
        {
            if (!TryFind(run, element.Content, input.ThisMember, position, out element))
                return false;
            if (element.IsNone)
                return true;
        }

        return SystemValues.KindOf(element.Type) == PathKind.String && element.TryGetPlainValue(out text) && !text.IsEmpty;
    }

    // The only child of that name, or none; false when there are several.
    private static bool TryFind(PathRun run, Element parent, int nameId, int position, out Element child)
    {
        child = default;
        var nodes = parent.Tree.Nodes;
        var end = parent.Index + nodes[parent.Index].Size;
        var found = -1;
        for (var i = parent.Index + 1; i < end; i += nodes[i].Size)
        {
            if (nodes[i].NameId != nameId)
                continue;
            if (found >= 0)
                return false;
            found = i;
        }

        run.Step(position, 4);
        if (found >= 0)
            child = run.Reached(new Element(parent.Tree, found)).Element;
        return true;
    }
}
