using Gateway.Disclosures;
using Gateway.Endpoints.Fhir;
using Gateway.Fhir.Outcomes;
using Gateway.Security;

namespace Gateway.Requests.Messages;

/// <summary>Why a message was not taken, as BaRS has it: an HTTP status, a code of its own (<c>REC_…</c>, what the receiver says; <c>PROXY_…</c>, of the way there), and an issue type.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">The code of <see cref="System"/>.</param>
/// <param name="Issue">The issue type of FHIR.</param>
/// <param name="Text">A sentence that is safe for anybody.</param>
internal sealed record BarsProblem(int Status, string Code, string Issue, string Text)
{
    /// <summary>The system of the codes, as the standard writes it.</summary>
    public const string System = Refusals.BarsCodes;

    /// <summary>What is wrong in detail, each with its place.</summary>
    public IReadOnlyList<Fault> Faults { get; init; } = [];

    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The message has been processed before.</summary>
    public static BarsProblem Duplicate { get; } = new(409, "REC_CONFLICT", "duplicate", "This message has been recognised as having already been successfully processed.");

    /// <summary>The id of the request was used for another message.</summary>
    public static BarsProblem Reused { get; } = new(409, "REC_CONFLICT", "conflict", "This X-Request-Id was used before for another message.");

    /// <summary>There is no such referral, or it is another's.</summary>
    public static BarsProblem NoReferral { get; } = new(404, "REC_NOT_FOUND", "not-found", "There is no referral here that this message could be about.");

    public static BarsProblem Malformed(string issue, string text) => new(400, "REC_BAD_REQUEST", issue, text);

    public static BarsProblem Unprocessable(string issue, string text) => new(422, "REC_UNPROCESSABLE_ENTITY", issue, text);

    public static BarsProblem Conflict(string text) => new(409, "REC_CONFLICT", "conflict", text);

    public FhirAnswer ToAnswer() =>
        new(Released.Own(Outcome.Of([new OutcomeIssue("error", Issue, Text) { Codings = [(System, Code, null)], HasDiagnostics = true }], Faults)), Status) { RetryAfter = RetryAfter };
}
