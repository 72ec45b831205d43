using Gateway.Disclosures;
using Gateway.Federation;
using Gateway.Federation.Completeness;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;

namespace Gateway.Endpoints.Fhir;

/// <summary>How complete an answer is, as its caller is told.</summary>
internal static class CompletenessAnswer
{
    private static readonly TimeSpan s_usualWait = TimeSpan.FromSeconds(30);

    /// <summary>True for <c>Prefer: handling=strict</c>: what is incomplete is then an error.</summary>
    public static bool IsStrict(HttpRequest request) => request.Headers["Prefer"].Any(p => p?.Contains("handling=strict", StringComparison.OrdinalIgnoreCase) ?? false);

    /// <summary>The outcome as the caller may see it: who answered what says something of the person too.</summary>
    public static Element Outcome(Viewing viewing, SearchOutcome found, IReadOnlyList<Fault> faults, bool isFailed = false) =>
        viewing.Own(CompletenessOutcome.Of(found, faults, isFailed)) ?? CompletenessOutcome.Note;

    /// <summary>503: what is missing keeps the answer from being given.</summary>
    public static async Task<FhirAnswer> WithheldAsync(Viewing viewing, SearchOutcome found, IReadOnlyList<Fault> faults, CancellationToken cancellation)
    {
        await viewing.RefuseAsync(cancellation);
        return new FhirAnswer(Released.Own(Outcome(viewing, found, faults, isFailed: true)), StatusCodes.Status503ServiceUnavailable) { RetryAfter = found.Reports.Max(r => r.RetryAfter) ?? s_usualWait };
    }
}
