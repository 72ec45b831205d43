using Gateway.Fhir.Elements;

namespace Gateway.Security.Police;

/// <summary>A part of what is shown of an element: it copies what may be seen, by building anew, so that what nobody thought of is left behind.</summary>
internal abstract record ViewPart(string Name)
{
    /// <summary>Copies the part; false when without it the rest would mean something else, so that nothing may be shown.</summary>
    public abstract bool Copy(Element from, ElementDraft to);

    /// <summary>Copies several parts.</summary>
    public static bool CopyAll(IEnumerable<ViewPart> parts, Element from, ElementDraft to) => parts.All(part => part.Copy(from, to));
}
