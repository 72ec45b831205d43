using Gateway.Disclosures;
using Gateway.Federation;
using Gateway.Requests.Referrals;
using Gateway.Requests.Writes;

namespace Gateway.Endpoints.Fhir.Changes;

/// <summary>Changes of what a source holds. The source stays the record: what it takes is delivered to it, and everything else is changed there.</summary>
internal sealed class SourceChanges(FederatedRead federation, TaskUpdates tasks, SourceWrites writes)
{
    private static readonly FhirProblem s_elsewhere = new(405, "not-supported", "This resource is its source's, and is changed there.") { Allow = ["GET", "HEAD"] };

    /// <summary>True for a type of which new resources are made by a source.</summary>
    public bool IsMadeElsewhere(string type) => writes.Maker(type) is not null;

    public Task<FhirAnswer> CreateAsync(RequestedCreate create, Viewing viewing, CancellationToken cancellation) => writes.CreateAsync(create, viewing, cancellation);

    /// <summary>What came of a change whose condition finds nothing now, where it was brought before and made; null where it was not.</summary>
    public async Task<FhirAnswer?> ToldAsync(RequestedChange change, Viewing viewing, CancellationToken cancellation) =>
        await writes.ToldAsync(change, viewing, cancellation) ?? (change.Type == "Task" ? await tasks.ToldAsync(change, viewing, cancellation) : null);

    public async Task<FhirAnswer> ApplyAsync(RequestedChange change, string id, Viewing viewing, CancellationToken cancellation)
    {
        var (found, seen, report) = await federation.ReadAsync(change.Type, id, viewing, cancellation);
        if (found is null || seen is not { } shown)
        {
            await viewing.RefuseAsync(cancellation);
            return FhirAnswer.Of(found is null && report is { IsFailure: true } ? ReadEndpoint.NoAnswer(report) : FhirProblem.NotFound);
        }

        if (found.Source.Writes.Contains(change.Type) && change is not RequestedDelete)
            return await writes.UpdateAsync(change, found, shown, viewing, cancellation);
        if (change.Type != "Task" || change is RequestedDelete)
            return FhirAnswer.Of(s_elsewhere);
        if (await tasks.ToldAsync(change, viewing, cancellation) is { } told)
            return told;
        var (content, faults) = change.Over(shown);
        if (faults.Count > 0)
            return FhirAnswer.Of(FhirProblem.Invalid(faults, 422));
        return content.Type.Name == "Task" && content.ChildText("id") == id ? await tasks.ApplyAsync(change, found, content, viewing, cancellation)
            : FhirAnswer.Of(new FhirProblem(400, "invalid", "The content is to be the resource of that type and id."));
    }
}
