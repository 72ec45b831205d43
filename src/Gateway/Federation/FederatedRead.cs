using Gateway.Federation.Asking;
using Gateway.Fhir.Search.Values;

namespace Gateway.Federation;

/// <summary>Reads one resource by its gateway id, from the source that it stands for.</summary>
internal sealed class FederatedRead(SourceRounds rounds, IndexExtractor extractor, FederationOptions options, TimeProvider time)
{
    /// <summary>The resource as its source gives it now, as the caller sees it, and what became of asking.</summary>
    public async Task<ReadFound> ReadAsync(string type, string id, IView view, CancellationToken cancellation)
    {
        using var deadline = new Deadline(options.Deadline, time);
        var gathering = new Gathering(extractor);
        await rounds.ReadAsync([$"{type}/{id}"], gathering, deadline, cancellation);
        await view.KnowAsync(gathering, cancellation);
        var found = gathering.Find($"{type}/{id}");
        return new ReadFound(found, found is null ? null : view.See(found), gathering.Reports.FirstOrDefault());
    }
}
