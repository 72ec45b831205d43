using System.Diagnostics.Metrics;
using Gateway.Sources;

namespace Gateway.Telemetry;

/// <summary>What the gateway counts.</summary>
internal sealed class GatewayMeter
{
    public const string Name = "Gateway";
    private readonly Meter _meter;
    private readonly Counter<long> _searches;
    private readonly Counter<long> _sources;
    private readonly Counter<long> _healthRequests;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _forbidden;
    private readonly Counter<long> _emergencies;

    public GatewayMeter(IMeterFactory meters)
    {
        _meter = meters.Create(Name);
        _searches = _meter.CreateCounter<long>("gateway.searches", "{search}", "Searches, by what was searched for and how complete the answer was.");
        _sources = _meter.CreateCounter<long>("gateway.source.answers", "{answer}", "What became of questions to sources.");
        _healthRequests = _meter.CreateCounter<long>("gateway.health_requests", "{request}", "Health requests, by the step that they took.");
        _refused = _meter.CreateCounter<long>("gateway.tokens.refused", "{token}", "Tokens that were refused, by the reason.");
        _emergencies = _meter.CreateCounter<long>("gateway.emergency.granted", "{grant}", "Emergency grants, by the organisation of who was granted.");
        _forbidden = _meter.CreateCounter<long>("gateway.requests.forbidden", "{request}", "Requests that the scopes of their caller do not allow.");
    }

    /// <summary>Counts a search of a type (a resource type, or a word of ours for operations).</summary>
    public void Searched(string type, Completeness completeness) =>
        _searches.Add(1, new("type", type), new("completeness", Word(completeness)));

    /// <summary>Counts an answer, or its absence, of a source.</summary>
    public void Answered(string source, SourceState state) => _sources.Add(1, new("source", source), new("state", Word(state)));

    public void HealthRequest(HealthRequestStep step) => _healthRequests.Add(1, new KeyValuePair<string, object?>("step", Word(step)));

    public void TokenRefused(string reason) => _refused.Add(1, new KeyValuePair<string, object?>("reason", reason));

    public void Forbidden() => _forbidden.Add(1);

    public void EmergencyGranted(string organization) => _emergencies.Add(1, new KeyValuePair<string, object?>("organization", organization));

    /// <summary>Shows the emergency grants that a controller has not reviewed yet.</summary>
    public void WatchReviews(Func<IEnumerable<NamedCount>> read) => Watch("gateway.emergency.unreviewed", "controller", "{review}", "Emergency grants that their controller has not reviewed, by controller.", read);

    /// <summary>Shows the deliveries that wait, by destination, whenever metrics are read.</summary>
    public void WatchOutbox(Func<IEnumerable<NamedCount>> read) => Watch("gateway.outbox.waiting", "destination", "{delivery}", "Deliveries that wait, by destination.", read);

    /// <summary>Shows the records of feeds that could not be taken in and will be read again.</summary>
    public void WatchRefused(Func<IEnumerable<NamedCount>> read) => Watch("gateway.feed.refused", "source", "{record}", "Records of feeds that could not be taken in, by source.", read);

    /// <summary>Shows how many disclosures of emergencies wait on this node's disk to be in the trail.</summary>
    public void WatchAuditQueue(Func<long> read) => _meter.CreateObservableGauge("gateway.audit.queued", read, "{disclosure}", "Disclosures in emergencies that wait on the node's disk to be in the audit trail.");

    private void Watch(string name, string tag, string unit, string description, Func<IEnumerable<NamedCount>> read) =>
        _meter.CreateObservableGauge(name, () => read().Select(c => new Measurement<long>(c.Count, new KeyValuePair<string, object?>(tag, c.Name))), unit, description);

    // Words of metrics are small letters with underscores: timed_out.
    private static string Word<T>(T value)
        where T : struct, Enum => string.Concat(value.ToString().Select((c, i) => i > 0 && char.IsUpper(c) ? $"_{char.ToLowerInvariant(c)}" : char.ToLowerInvariant(c).ToString()));
}
