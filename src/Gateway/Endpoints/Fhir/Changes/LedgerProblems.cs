using Gateway.Storage.Ledger;

namespace Gateway.Endpoints.Fhir.Changes;

/// <summary>What the ledger refuses, as callers are told.</summary>
internal static class LedgerProblems
{
    public static FhirProblem Of(LedgerRefusal refusal) => refusal switch
    {
        LedgerRefusal.NotFound => FhirProblem.NotFound,
        LedgerRefusal.Gone => FhirProblem.Gone,
        LedgerRefusal.Stale => FhirProblem.Stale,
        LedgerRefusal.Overtaken => new FhirProblem(409, "conflict", "What the condition finds changes again and again. Send the request anew."),
        LedgerRefusal.Exists => new FhirProblem(409, "duplicate", "There is a resource with that id."),
        LedgerRefusal.Ambiguous => new FhirProblem(400, "invalid", "Two entries are of one resource."),
        LedgerRefusal.TooLarge => new FhirProblem(413, "too-long", "The resource is larger than any that is kept."),
        LedgerRefusal.InvalidId => FhirProblem.InvalidId,
        _ => new FhirProblem(409, "conflict", "The change cannot be made now."),
    };
}
