using Gateway.Fhir.Elements;
using Gateway.Sources;
using Gateway.Storage.Links;

namespace Gateway.Requests.Courts;

/// <summary>
/// A court date on its way to the case system, which knows people by its own numbers: who is meant is looked up when it is delivered, as the link may be made
/// in the days that a delivery is tried.
/// </summary>
internal sealed class CourtDelivery(LinkIndex links)
{
    private const string Type = "Appointment";
    private static readonly string[] s_shared = [Systems.Pnc, Systems.NhsNumber, Systems.CustodyNumber];

    public static bool IsOne(SourceChange change) => change.Type == Type;

    /// <summary>The change with the receiver's number of the person; null while none is linked, or several are.</summary>
    public async Task<SourceChange?> AddressedAsync(IResourceSource receiver, SourceChange change, CancellationToken cancellation)
    {
        var numbers = Resources(change.Content).Where(r => r.Type.Name == "Patient").SelectMany(p => p["identifier"])
            .Where(i => s_shared.Contains(i.ChildText("system"))).Select(i => (System: i.ChildText("system")!, Value: i.ChildText("value"))).Where(i => i.Value is not null);
        var found = new HashSet<(string System, string Value)>();
        foreach (var (system, value) in numbers)
            foreach (var person in await links.FindAsync(system, value!, cancellation))
                foreach (var record in person.Records.Where(r => r.Source == receiver.Profile.Name))
                    found.UnionWith(record.Identifiers.Where(i => i.System == Systems.CasePerson).Select(i => (i.System, i.Value)));
        return found.Count == 1 ? change with { Content = With(change.Content, found.First()) } : null;
    }

    private static IEnumerable<Element> Resources(Element content) => content["entry"].SelectMany(e => e["resource"]);

    private static Element With(Element bundle, (string System, string Value) person)
    {
        var draft = bundle.Edit();
        foreach (var entry in bundle["entry"])
            foreach (var resource in entry["resource"].Where(r => r.Type.Name == "Patient"))
                draft.Edit(entry).Edit(resource).Add("identifier").AddText("system", person.System).AddText("value", person.Value);
        return draft.Build();
    }
}
