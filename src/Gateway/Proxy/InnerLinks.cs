using Gateway.Fhir.Elements;
using Gateway.Sources.Interfaces;

namespace Gateway.Proxy;

/// <summary>Links into a source beside its FHIR interface (http://hl7.org/fhir/R4/datatypes.html#url): callers cannot follow them, and they tell where the source stands.</summary>
internal static class InnerLinks
{
    public static Element Without(Element resource, InnerAddresses addresses)
    {
        if (!Has(resource, addresses))
            return resource;
        var draft = resource.Edit();
        Remove(draft, resource, addresses);
        return draft.Build();
    }

    private static void Remove(ElementDraft draft, Element element, InnerAddresses addresses)
    {
        foreach (var child in element.Children)
            if (Is(child, addresses))
                draft.Remove(child);
            else if (Has(child, addresses))
                Remove(draft.Edit(child), child, addresses);
    }

    private static bool Has(Element element, InnerAddresses addresses)
    {
        foreach (var child in element.Children)
            if (Is(child, addresses) || Has(child, addresses))
                return true;
        return false;
    }

    private static bool Is(Element element, InnerAddresses addresses) => element.Type.Name == "url" && element.Text is { } text && addresses.IsInner(text);
}
