using Gateway.Fhir.Elements;
using Gateway.Fhir.Search.Values;

namespace Gateway.Access.Consents;

/// <summary>Reads the provisions of Consents.</summary>
internal static class ProvisionReader
{
    // Who receives (v3-ParticipationType). Custodians, authors and others say whose data it is, not who asks.
    private static readonly HashSet<string> s_recipients = new(StringComparer.Ordinal) { "PRCP", "IRCP", "REFT", "TRC", "NOT" };

    public static Provision Read(Element provision, string path, TimeZoneInfo zone)
    {
        var periods = provision["period"].Select(p => DateValue.Of(p, zone)).ToList();
        var dataPeriods = provision["dataPeriod"].Select(p => DateValue.Of(p, zone)).ToList();
        return new Provision
        {
            Path = path,
            Effect = provision.ChildText("type") switch { "permit" => Effect.Permit, "deny" => Effect.Deny, _ => null },
            Period = periods.FirstOrDefault(),
            Actors = [.. provision["actor"].Select(Actor)],
            Actions = [.. Coded.All(provision["action"])],
            SecurityLabels = [.. provision["securityLabel"].Select(Coded.Of).OfType<Coded>()],
            Purposes = [.. provision["purpose"].Select(Coded.Of).OfType<Coded>()],
            Classes = [.. provision["class"].Select(Coded.Of).OfType<Coded>()],
            Codes = [.. Coded.All(provision["code"])],
            DataPeriod = dataPeriods.FirstOrDefault(),
            Data = [.. provision["data"].Select(d => new ProvisionData(d.ChildText("meaning") ?? "", d["reference"].Select(PartyReference.Of).FirstOrDefault() ?? new PartyReference(null, null)))],
            HasUnknown = provision["modifierExtension"].Any() || periods.Contains(null) || dataPeriods.Contains(null) || HasLost(provision),
            Children = [.. provision["provision"].Select((child, i) => Read(child, $"{path}.provision[{i}]", zone))],
        };
    }

    private static ProvisionActor Actor(Element actor)
    {
        var roles = Coded.All(actor["role"]).ToList();
        return new ProvisionActor(actor["reference"].Select(PartyReference.Of).FirstOrDefault() ?? new PartyReference(null, null), roles.Count == 0 || roles.Any(r => s_recipients.Contains(r.Code)));
    }

    // A condition in words alone, or without its code, is one that nobody here can test.
    private static bool HasLost(Element provision) =>
        provision["action"].Concat(provision["code"]).Any(c => !Coded.All([c]).Any())
        || provision["securityLabel"].Concat(provision["purpose"]).Concat(provision["class"]).Any(c => Coded.Of(c) is null);
}
