using Gateway.Fhir.Outcomes;
using Gateway.Mapping.Records;
using Gateway.Sources.Http;
using Gateway.Sources.Records;

namespace Gateway.Sources.Custody;

/// <summary>Police custody: looked up by custody number, told what becomes of its requests for healthcare.</summary>
internal sealed class CustodySource(SourceProfile profile, RecordMap records, CustodyMessages messages, SourceConnection connection) : IResourceSource
{
    private static readonly string[] s_formats = ["application/xml", "text/xml", "application/json"];

    public SourceProfile Profile => profile;

    public async Task<SourceAnswer> SearchAsync(SourceSearch search, CancellationToken cancellation)
    {
        string[] numbers = [.. search.Persons.Where(p => p.System == Systems.CustodyNumber).Select(p => p.Value).Concat(search.Locators).Distinct()];
        if (numbers.Length == 0)
            return SourceAnswer.Of(search.Persons.Count > 0 ? SourceState.NotLinked : SourceState.NothingKnown);
        if (!profile.Types.Overlaps(search.Types))
            return SourceAnswer.Of(SourceState.NothingKnown);
        var gathered = new GatheredRecords();
        var replies = await Task.WhenAll(numbers.Select(n => connection.SendAsync(LookUp("search", n), cancellation))).ConfigureAwait(false);
        for (var i = 0; i < numbers.Length; i++)
            Gather(numbers[i], replies[i], gathered);
        return gathered.ToAnswer(search.AtMost);
    }

    public async Task<SourceAnswer> ReadAsync(string type, string locator, CancellationToken cancellation)
    {
        if (!profile.Types.Contains(type))
            return SourceAnswer.Of(SourceState.NothingKnown);
        var gathered = new GatheredRecords();
        Gather(locator, await connection.SendAsync(LookUp("read", locator), cancellation).ConfigureAwait(false), gathered);
        return gathered.ToAnswer();
    }

    public async Task<SourceWrite> WriteAsync(SourceChange change, CancellationToken cancellation)
    {
        var (message, fault) = messages.Of(change);
        if (message is null)
            return new SourceWrite { State = SourceState.Failed, IsRefused = true, Faults = fault };
        return Refusals.WriteOf(await connection.SendAsync(message, cancellation).ConfigureAwait(false));
    }

    public Task<SourceChanges> ChangesAsync(string? cursor, int atMost, CancellationToken cancellation) =>
        Task.FromResult(new SourceChanges { State = SourceState.NothingKnown, Next = cursor });

    public Task<SourceHealth> CheckAsync(CancellationToken cancellation) => connection.CheckAsync("health", cancellation);

    private static SourceCall LookUp(string operation, string number) =>
        SourceCall.Get(operation, $"custody-records?custodyNumber={Uri.EscapeDataString(number)}") with { Accepts = s_formats };

    private void Gather(string number, SourceReply reply, GatheredRecords into)
    {
        var state = Refusals.StateOf(reply);
        into.Age(reply.IsAnswered || state == SourceState.NothingKnown ? reply.Date : null);
        if (!reply.IsAnswered && state != SourceState.NothingKnown)
            into.Lose(state, reply.RetryAfter);
        if (!reply.IsAnswered)
            return;
        foreach (var reading in RecordContent.Read(reply.Body, records.Model))
        {
            if (reading.IsRead && reading.Root.ChildText("custodyNumber") != number)
                into.Refuse(FaultKind.Value, "The record is another than was asked for.");
            else
                records.Add(reading, into);
        }
    }
}
