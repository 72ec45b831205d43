using Gateway.Federation.Asking;
using Gateway.Federation.Records;
using Gateway.Fhir.Search.Values;

namespace Gateway.Federation;

/// <summary>Reads one resource by its gateway id, from the source that it stands for.</summary>
internal sealed class FederatedRead(SourceRounds rounds, IndexExtractor extractor, FederationOptions options, TimeProvider time)
{
    /// <summary>The resource as its source gives it now, and what became of asking; no report for an address that this gateway never gave out.</summary>
    public async Task<(RecordResource? Resource, SourceReport? Report)> ReadAsync(string type, string id, CancellationToken cancellation)
    {
        using var deadline = new Deadline(options.Deadline, time);
        var gathering = new Gathering(extractor);
        await rounds.ReadAsync([$"{type}/{id}"], gathering, deadline, cancellation);
        return (gathering.Find($"{type}/{id}"), gathering.Reports.FirstOrDefault());
    }
}
