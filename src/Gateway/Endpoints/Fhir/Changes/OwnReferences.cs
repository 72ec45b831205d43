using Gateway.Federation.Records;
using Gateway.Fhir.Elements;

namespace Gateway.Endpoints.Fhir.Changes;

/// <summary>References to this interface's own addresses, which are kept without its base: whom a resource is about must be told in one way only.</summary>
internal static class OwnReferences
{
    public static Element Relative(Element resource, string root)
    {
        if (!References.HasReference(resource))
            return resource;
        var (draft, isChanged, prefix) = (resource.Edit(), false, $"{root}/");
        References.Edit(draft, resource, (reference, edited) =>
        {
            if (reference["reference"].FirstOrDefault() is not { IsNone: false, Text: { } text } element || !text.StartsWith(prefix, StringComparison.Ordinal))
                return;
            edited().Edit(element).SetText(text[prefix.Length..]);
            isChanged = true;
        });
        return isChanged ? draft.Build() : resource;
    }
}
