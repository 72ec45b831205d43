using Gateway.Disclosures;
using Gateway.Endpoints.Fhir.Changes;
using Gateway.Security;

namespace Gateway.Endpoints.Fhir.Binaries;

/// <summary>A Binary stays under the resource that stands for it where it is decided who sees it: otherwise a change could open it to others.</summary>
internal sealed class BinaryRule : IChangeRule
{
    private static readonly FhirProblem s_moved = new(422, "business-rule", "A Binary keeps its security context: name it in securityContext, or with bytes in X-Security-Context.");

    public bool Covers(string type) => type == "Binary";

    public FhirProblem? Refusal(Caller caller, RequestedChange change) => null;

    public Task<FhirProblem?> CheckAsync(LocatedChange change, CancellationToken cancellation) =>
        Task.FromResult(change.Before is { } before && !change.Content.IsNone && SecurityContexts.Of(before.Resource) is { } context && SecurityContexts.Of(change.Content) != context ? s_moved : null);
}
