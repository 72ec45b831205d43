using Gateway.Conformance;
using Gateway.Endpoints.Fhir.Changes;
using Gateway.Security;

namespace Gateway.Endpoints.Fhir.Conformance;

/// <summary>A definition that was loaded from a file is changed in that file: what the gateway works by and what it shows are the same.</summary>
internal sealed class DefinitionRule(LoadedDefinitions definitions) : IChangeRule
{
    private static readonly FhirProblem s_loaded = new(405, "not-supported", "This definition is loaded when the gateway starts, and is changed in its file.") { Allow = ["GET", "HEAD"] };

    public bool Covers(string type) => LoadedDefinitions.Types.Contains(type);

    public FhirProblem? Refusal(Caller caller, RequestedChange change) => change.Id is { } id && definitions.Find(change.Type, id) is not null ? s_loaded : null;

    public Task<FhirProblem?> CheckAsync(LocatedChange change, CancellationToken cancellation) => Task.FromResult<FhirProblem?>(null);
}
