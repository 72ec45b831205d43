using Gateway.Fhir.Elements;

namespace Gateway.Security;

/// <summary>Whether the scopes of a caller let it write a resource as it is. A change is asked of what is there and of what it becomes; a new resource of what is to be there.</summary>
internal static class ScopedChange
{
    public static bool IsAllowed(Caller caller, Interaction interaction, Element resource)
    {
        var grant = caller.Grant(interaction, resource.Type.Name);
        if (!grant.IsAllowed || grant.Restrictions.Count == 0)
            return grant.IsAllowed;
        var judged = resource.ChildText("id") is null ? Named(resource) : resource;
        return grant.Restrictions.Any(r => ScopeRestriction.Read(resource.Type.Name, r)?.IsMetBy(judged) == true);
    }

    // What is to be made has no id yet, and is judged all the same.
    private static Element Named(Element resource)
    {
        var draft = resource.Edit();
        draft.AddText("id", "new");
        return draft.Build();
    }
}
