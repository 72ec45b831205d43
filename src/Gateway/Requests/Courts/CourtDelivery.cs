using System.Security.Cryptography;
using Gateway.Federation.Own;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;
using Gateway.Requests.Deliveries;
using Gateway.Sources;
using Gateway.Storage.Links;
using Gateway.Storage.Outbox;

namespace Gateway.Requests.Courts;

/// <summary>
/// A court date on its way to the case system, which knows people by its own numbers: who is meant is looked up when it is delivered, as the link may be made
/// in the days that a delivery is tried. A date that two results tell of is delivered once.
/// </summary>
internal sealed class CourtDelivery(LinkIndex links)
{
    private const string Type = "Appointment";

    public static bool IsOne(SourceChange change) => change.Type == Type;

    /// <summary>The court dates of a result, each with the numbers of the person whom it concerns.</summary>
    public static IEnumerable<Delivery> Of(string court, string receiver, SourceRecord result)
    {
        var resources = result.Bundle["entry"].SelectMany(e => e["resource"].Select(r => (Url: e.ChildText("fullUrl") ?? "", Resource: r))).ToLookup(r => r.Url, r => r.Resource);
        foreach (var appointment in resources.SelectMany(r => r).Where(r => r.Type.Name == Type))
        {
            var actors = appointment["participant"].SelectMany(p => p["actor"]).SelectMany(a => resources[a.ChildText("reference") ?? ""]).ToList();
            if (actors.FirstOrDefault(a => a.Type.Name == "Patient") is not { IsNone: false } person)
                continue;
            var content = RecordBundle.Of(Numbers(person), Named(appointment, resources));
            var key = $"court-date-{Convert.ToHexStringLower(SHA256.HashData(FhirJson.ToUtf8(content)))[..32]}";
            yield return SourceDelivery.Of(receiver, key, new SourceChange { Type = Type, Content = content, Key = key }, new DeliveryOrigin(court));
        }
    }

    /// <summary>The change with the receiver's number of the person; null while none is linked, or several are.</summary>
    public async Task<SourceChange?> AddressedAsync(IResourceSource receiver, SourceChange change, CancellationToken cancellation)
    {
        var resources = change.Content["entry"].SelectMany(e => e["resource"]).ToList();
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var identifier in resources.Where(r => r.Type.Name == "Patient").SelectMany(p => p["identifier"]))
            if (identifier.ChildText("system") is Systems.Pnc or Systems.NhsNumber or Systems.CustodyNumber && identifier.ChildText("value") is { } value)
                foreach (var person in await links.FindAsync(identifier.ChildText("system")!, value, cancellation))
                    found.UnionWith(person.Records.Where(r => r.Source == receiver.Profile.Name).SelectMany(r => r.Identifiers).Where(i => i.System == Systems.CasePerson).Select(i => i.Value));
        return found.Count == 1 && resources.FirstOrDefault(r => r.Type.Name == Type) is { IsNone: false } appointment ? change with { Content = With(appointment, found.First()) } : null;
    }

    // Of the person the numbers alone: that is all that is needed to find them.
    private static Element Numbers(Element person)
    {
        var patient = ElementDraft.New(DefinitionSet.R4.FindType("Patient")!);
        foreach (var identifier in person["identifier"])
            patient.Put("identifier", identifier);
        return patient.Build();
    }

    // Who takes part is named by number and name in place of the result's own addresses.
    private static Element Named(Element appointment, ILookup<string, Element> resources)
    {
        var draft = appointment.Edit();
        foreach (var participant in appointment["participant"])
            foreach (var actor in participant["actor"])
                if (resources[actor.ChildText("reference") ?? ""].FirstOrDefault() is { IsNone: false } who)
                    Name(draft.Edit(participant).Edit(actor), who);
        return draft.Build();
    }

    private static void Name(ElementDraft actor, Element who)
    {
        actor.Remove("reference");
        actor.Remove("type");
        actor.AddText("type", who.Type.Name);
        if (who.Type.Name == "Patient")
            return;
        foreach (var identifier in who["identifier"].Take(1))
            actor.Put("identifier", identifier);
        if (who.ChildText("name") is { } name)
            actor.AddText("display", name);
    }

    private static Element With(Element appointment, string person)
    {
        var draft = appointment.Edit();
        foreach (var participant in appointment["participant"])
            foreach (var actor in participant["actor"].Where(a => a.ChildText("type") == "Patient"))
                draft.Edit(participant).Edit(actor).Add("identifier").AddText("system", Systems.CasePerson).AddText("value", person);
        return draft.Build();
    }
}
