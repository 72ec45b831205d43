using System.Text;
using System.Text.Json.Nodes;
using Gateway.Simulators.People;

namespace Gateway.Simulators.Custody;

/// <summary>All stays, by custody number.</summary>
internal sealed class CustodyBook
{
    private readonly Population _population;
    private readonly Dictionary<string, (Person Person, Stay Stay)> _stays;

    public CustodyBook(Population population)
    {
        _population = population;
        _stays = population.People.SelectMany(p => p.Stays.Select(s => (p, s))).ToDictionary(s => s.s.Number);
    }

    /// <summary>In the order of arrival.</summary>
    public IReadOnlyList<string> Numbers => [.. _stays.Values.OrderBy(s => s.Stay.ArrivedAt).Select(s => s.Stay.Number)];

    public (Person Person, Stay Stay)? Find(string number) => _stays.TryGetValue(number, out var found) ? found : null;

    /// <summary>A record, as XML or JSON; null when no stay has that number.</summary>
    public byte[]? Record(string number, bool isXml)
    {
        if (Find(number) is not { } found)
            return null;
        var recorded = found.Stay.ReleasedAt?.AddMinutes(10) ?? _population.Today;
        return Write("CustodyRecord", CustodyContent.Record(found.Person, found.Stay, _population.Area.Force, recorded), isXml);
    }

    /// <summary>A health request on a stay; null when no stay has that number.</summary>
    public byte[]? HealthRequest(string number, string reference, string urgency, IReadOnlyList<string> reasons, DateTimeOffset now, bool isXml) => Find(number) is { } found
        ? Write("HealthRequest", HealthRequestContent.Of(found.Person, found.Stay, _population.Area, reference, urgency, reasons, now), isXml)
        : null;

    private static byte[] Write(string name, JsonObject record, bool isXml) => isXml ? CustodyXml.Write(name, record) : Encoding.UTF8.GetBytes(record.ToJsonString(Serving.Json.Options));
}
