using Gateway.Fhir.Outcomes;

namespace Gateway.Endpoints.Fhir;

/// <summary>Why a request was not done: its HTTP status, the issue type of the standard, and a sentence that is safe for anybody.</summary>
internal sealed record FhirProblem(int Status, string Code, string Text)
{
    /// <summary>What is wrong in detail, each with its place.</summary>
    public IReadOnlyList<Fault> Faults { get; init; } = [];

    /// <summary>Codes that say it to a machine: system, code, display.</summary>
    public IReadOnlyList<(string System, string Code, string? Display)> Codings { get; init; } = [];

    /// <summary>When asking again may help.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The methods that the address knows, where the one used is none of them.</summary>
    public IReadOnlyList<string> Allow { get; init; } = [];

    /// <summary>True where a token of other scopes would do (RFC 6750, 3.1).</summary>
    public bool IsOfScope { get; init; }

    /// <summary>Denied, deleted and never there are one answer.</summary>
    public static FhirProblem NotFound { get; } = new(404, "not-found", "There is no such resource here.");

    /// <summary>For who could see what was there.</summary>
    public static FhirProblem Gone { get; } = new(410, "deleted", "The resource was deleted.");

    /// <summary>Preconditions that do not hold of what is there.</summary>
    public static FhirProblem Stale { get; } = new(412, "conflict", "The resource is not as the preconditions of the change would have it.");

    public static FhirProblem Forbidden { get; } = new(403, "forbidden", "The token's scopes do not allow this.") { IsOfScope = true };

    /// <summary>What is there is hidden from its writer in part.</summary>
    public static FhirProblem HiddenInPart { get; } = new(403, "forbidden", "Parts of the resource are not shown to you, so it is not yours to change.");

    /// <summary>What is to be written would be hidden from its writer.</summary>
    public static FhirProblem Unseen { get; } = new(403, "forbidden", "It would not be shown to you as it is, by policy, consent or because nobody can tell whom it is about. What you may not see is not yours to write.");

    public static FhirProblem InvalidId { get; } = new(400, "value", "An id has 1 to 64 letters, digits, hyphens and dots.");

    public static FhirProblem MistypedNhsNumber { get; } = new(400, "value", "The NHS number cannot be one: its check digit does not fit.");

    public static FhirProblem DeadLink { get; } = new(400, "value", "The link to this page is no longer good. Search again.");

    /// <summary>Content or a query that cannot be taken.</summary>
    public static FhirProblem Invalid(IReadOnlyList<Fault> faults, int status = 400) => new(status, "invalid", "The request cannot be taken as it is.") { Faults = faults };
}
