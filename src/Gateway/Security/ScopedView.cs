using System.Collections.Concurrent;
using System.Collections.Frozen;
using Gateway.Fhir.Elements;

namespace Gateway.Security;

/// <summary>What the scopes of a caller let it see. Nothing is changed but what is taken out.</summary>
/// <param name="caller">The caller.</param>
/// <param name="asked">What it does: resources of that type are seen by the scopes for that interaction alone. <see cref="SmartScope.AllTypes"/> is each type. Null where nothing is asked for by type.</param>
internal sealed class ScopedView(Caller caller, (Interaction Interaction, string Type)? asked = null)
{
    // Contained resources are part of what contains them; these tell nothing of a person by themselves.
    private static readonly FrozenSet<string> s_plain = FrozenSet.Create(StringComparer.Ordinal, "Organization", "Practitioner", "PractitionerRole", "Location", "Medication", "Device", "Endpoint", "HealthcareService", "Substance");
    private readonly ConcurrentDictionary<string, Func<Element, bool>> _byType = new(StringComparer.Ordinal);

    public Element? Apply(Element resource) => resource.Type.Name switch
    {
        "Bundle" => Bundle(resource),
        "Parameters" => Parameters(resource),
        "OperationOutcome" => resource,
        _ => IsSeen(resource) ? resource : null,
    };

    private bool IsSeen(Element resource) => _byType.GetOrAdd(resource.Type.Name, ByType)(resource)
        && resource["contained"].All(c => s_plain.Contains(c.Type.Name) || _byType.GetOrAdd(c.Type.Name, ByType)(c));

    private Func<Element, bool> ByType(string type)
    {
        // To see a resource one must read or search its type; where both are restricted, one of all restrictions must be met. What is asked for by type must be
        // allowed for what is done: who may read everything and search for some finds some.
        var read = asked is (Interaction.Search, var searched) && (searched == type || searched == SmartScope.AllTypes) ? ScopeGrant.None : caller.Grant(Interaction.Read, type);
        var search = asked is (Interaction.Read, var wanted) && wanted == type ? ScopeGrant.None : caller.Grant(Interaction.Search, type);
        if (!read.IsAllowed && !search.IsAllowed)
            return _ => false;
        if (read is { IsAllowed: true, Restrictions.Count: 0 } || search is { IsAllowed: true, Restrictions.Count: 0 })
            return _ => true;
        var tests = read.Restrictions.Concat(search.Restrictions).Distinct(StringComparer.Ordinal).Select(r => ScopeRestriction.Read(type, r)).OfType<ScopeRestriction>().ToList();
        return resource => tests.Exists(t => t.IsMetBy(resource));
    }

    private Element? Bundle(Element bundle)
    {
        var seen = bundle["entry"].Select(e => (Entry: e, Resource: Of(e))).ToList();
        if (seen.TrueForAll(e => e.Resource == Given(e.Entry)))
            return bundle;
        // A document or a message is one whole.
        if (bundle.ChildText("type") is "document" or "message")
            return null;
        var draft = bundle.Edit();
        draft.Remove("total");
        draft.Remove("signature");
        draft.Remove("entry");
        foreach (var (entry, resource) in seen)
            if (resource == Given(entry))
                draft.Put("entry", entry);
            else if (resource is not null || entry["response"].Any())
                draft.Put("entry", Entry(entry, resource));
        return draft.Build();
    }

    private static Element? Given(Element holder) => holder["resource"].Select(r => (Element?)r).FirstOrDefault();

    private Element? Of(Element holder) => Given(holder) is { } resource ? Apply(resource) : null;

    private static Element Entry(Element entry, Element? resource)
    {
        var draft = entry.Edit();
        draft.Remove("resource");
        if (resource is { } seen)
            draft.Put("resource", seen);
        else
            draft.Remove("fullUrl");
        return draft.Build();
    }

    private Element Parameters(Element parameters) => Parameters(parameters, "parameter");

    // What holds parameters, with those of their resources that are seen; itself where that is all of them.
    private Element Parameters(Element holder, string name)
    {
        var seen = holder[name].Select(p => (Given: p, Seen: Parameter(p))).ToList();
        if (seen.TrueForAll(p => p.Seen == p.Given))
            return holder;
        var draft = holder.Edit();
        draft.Remove(name);
        foreach (var parameter in seen)
            if (parameter.Seen is { } left)
                draft.Put(name, left);
        return draft.Build();
    }

    private Element? Parameter(Element parameter)
    {
        if (Given(parameter) is { } resource)
            return Apply(resource) is not { } seen ? null : seen == resource ? parameter : Entry(parameter, seen);
        var left = Parameters(parameter, "part");
        return left == parameter || left["part"].Any() ? left : null;
    }
}
