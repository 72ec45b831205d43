using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Runtime.ExceptionServices;
using System.Text;
using Gateway.Sources.Credentials;
using Gateway.Sources.Tests.Data;
using Microsoft.AspNetCore.Http;

namespace Gateway.Sources.Tests;

/// <summary>Marked data goes through each source in each direction, well and badly, and is looked for in all that a program tells of itself.</summary>
[Collection("Alone")]
public sealed class PrivacyTests : IDisposable
{
    private const string Mark = "xqzmarkzqx";
    private readonly ConcurrentQueue<string> _told = [];
    private readonly ActivityListener _activities;
    private readonly MeterListener _meters = new();

    public PrivacyTests()
    {
        _activities = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Gateway.Sources" or "System.Net.Http" or "Experimental.System.Net.Http.Connections",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => _told.Enqueue($"{activity.Source.Name} {activity.DisplayName} {activity.StatusDescription} {string.Join(' ', activity.TagObjects.Select(t => $"{t.Key}={t.Value}"))} {string.Join(' ', activity.Events.Select(e => string.Join(' ', e.Tags)))}"),
        };
        ActivitySource.AddActivityListener(_activities);
        _meters.InstrumentPublished = (instrument, listener) => listener.EnableMeasurementEvents(instrument);
        _meters.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Tell(instrument, tags));
        _meters.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Tell(instrument, tags));
        _meters.SetMeasurementEventCallback<int>((instrument, _, tags, _) => Tell(instrument, tags));
        _meters.Start();
        AppDomain.CurrentDomain.FirstChanceException += Thrown;
    }

    [Fact]
    public async Task Nobodys_data_is_in_traces_metrics_or_exceptions()
    {
        var answers = new Func<HttpContext, Task>[]
        {
            c => ScriptedServer.Write(c, "application/json", $$"""{"items":[{"id":"{{Mark}}","lastModified":"{{Mark}}","forenames":"{{Mark}}"}],"next":null}"""),
            c => ScriptedServer.Write(c, "application/json", $$"""{"items":[{"id":"1","lastModified":"2026-01-01T00:00:00Z","surname":"{{Mark}}","dateOfBirth":"2026-13-45"}],"next":"{{Mark}}"}"""),
            c => ScriptedServer.Write(c, "application/json", $"{{\"items\":[{Mark}"),
            c => ScriptedServer.Write(c, "application/fhir+json", $$$"""{"resourceType":"Bundle","type":"{{{Mark}}}","entry":[{"resource":{"resourceType":"{{{Mark}}}"}}]}"""),
            c => ScriptedServer.Write(c, "application/xml", $"<CustodyRecord><custodyNumber>{Mark}</custodyNumber><Wrong>{Mark}</CustodyRecord>"),
            c => ScriptedServer.Write(c, "text/csv", $"ReferralRef,{Mark}\n\"{Mark}"),
            c => ScriptedServer.Write(c, $"text/{Mark}", Mark),
            c => ScriptedServer.Write(c, "application/problem+json", $$"""{"title":"{{Mark}}"}""", 400),
            c => ScriptedServer.Write(c, "application/problem+json", Mark, 404),
            c => ScriptedServer.Write(c, "application/json", Mark, 500),
            Cut,
        };
        await using var server = await ScriptedServer.StartAsync(_ => Task.CompletedTask);
        foreach (var answer in answers)
        {
            server.Answer = answer;
            using var sources = Connect(server);
            using var root = new Activity("test").Start();
            foreach (var source in sources)
                _told.Enqueue(string.Join(' ', await AskAsync(source)));
        }

        server.Received.Should().Contain(r => r.Path.Contains(Mark, StringComparison.Ordinal)).And.Contain(r => r.Body.Contains(Mark, StringComparison.Ordinal));
        server.Received.Should().Contain(r => r.Headers.ContainsKey("traceparent"));
        _told.Should().Contain(t => t.StartsWith("Gateway.Sources search", StringComparison.Ordinal)).And.Contain(t => t.StartsWith("gateway.source.duration", StringComparison.Ordinal));
        _told.Where(t => t.Contains(Mark, StringComparison.OrdinalIgnoreCase)).Should().BeEmpty();
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.FirstChanceException -= Thrown;
        _activities.Dispose();
        _meters.Dispose();
    }

    private static async Task<IEnumerable<string>> AskAsync(IResourceSource source)
    {
        var none = CancellationToken.None;
        SourceIdentifier[] persons = [new(Systems.NhsNumber, Mark), new(Systems.Pnc, Mark), new(Systems.CasePerson, Mark), new(Systems.CustodyNumber, Mark)];
        var search = new SourceSearch { Types = ["Patient", "Task", "MedicationStatement", "Encounter"], Persons = persons, Hints = new Dictionary<string, string> { ["identifier"] = $"{Systems.HealthRequest}|{Mark}" } };
        var found = await source.SearchAsync(search, none);
        var listed = await source.SearchAsync(search with { Persons = [] }, none);
        var read = await source.ReadAsync("Patient", $"p{Mark}", none);
        var custody = await source.ReadAsync("Encounter", Mark, none);
        var changes = await source.ChangesAsync(Mark, 10, none);
        var content = new PushedContent(Mark).Bundle;
        var write = await source.WriteAsync(new SourceChange { Type = "Task", Content = content, Key = Mark }, none);
        var update = await source.WriteAsync(new SourceChange { Type = "Task", Locator = $"r{Mark}", Content = content, Key = Mark }, none);
        return new[] { found, listed, read, custody }.SelectMany(a => a.Faults).Concat(changes.Faults).Concat(write.Faults).Concat(update.Faults)
            .Select(f => f.ToString()).Append(search.ToString()).Append(persons[0].ToString());
    }

    private static SourceSet Connect(ScriptedServer server)
    {
        string[] kinds = ["case-system", "custody", "trust", "community"];
        var set = SourceSet.Of([.. kinds.Select((kind, i) => Options(kind, i + 1, server))], Catalogs.Own, TimeProvider.System);
        set.Faults.Should().BeEmpty();
        return set;
    }

    private static SourceOptions Options(string kind, int number, ScriptedServer server)
    {
        var options = new SourceOptions { Name = kind, Kind = kind, Number = number, Organization = "R1L", Address = server.Address };
        options.Credentials = new CredentialOptions { Kind = "api-key", Secret = Mark };
        options.Limits.Retries = 0;
        options.Trust.R4 = true;
        return options;
    }

    private static async Task Cut(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = 1000;
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(Mark));
        await context.Response.Body.FlushAsync();
        context.Abort();
    }

    private void Thrown(object? sender, FirstChanceExceptionEventArgs e) => _told.Enqueue($"{e.Exception.GetType()} {e.Exception.Message}");

    private void Tell(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (instrument.Meter.Name is not ("Gateway.Sources" or "System.Net.Http"))
            return;
        var text = new StringBuilder(instrument.Name);
        foreach (var tag in tags)
            text.Append(' ').Append(tag.Key).Append('=').Append(tag.Value);
        _told.Enqueue(text.ToString());
    }
}
