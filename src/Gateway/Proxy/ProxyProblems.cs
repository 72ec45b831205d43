using Gateway.Endpoints.Fhir;
using Gateway.Federation.Completeness;
using Gateway.Sources;
using Gateway.Sources.Interfaces;

namespace Gateway.Proxy;

/// <summary>
/// Whose fault it is that a source's interface gave nothing, as its caller is told: 4xx where the source refused what was asked, 502 where the source failed or keeps the gateway out, 503 where it is not
/// asked for the moment, 504 where it did not answer in time. The words are the gateway's, the codes may be the source's; no address of it is named.
/// </summary>
internal static class ProxyProblems
{
    private static readonly TimeSpan s_usualWait = TimeSpan.FromSeconds(30);

    public static FhirProblem Of(SourceProfile source, FhirReply reply) => reply switch
    {
        { IsMissing: true } => FhirProblem.NotFound,
        { State: SourceState.TimedOut } => Failed(source, reply, 504, "timeout", "did not answer in time"),
        { State: SourceState.BreakerOpen } => Failed(source, reply, 503, "transient", "is not being asked for the moment, because it failed too often of late") with { RetryAfter = reply.RetryAfter ?? s_usualWait },
        { State: SourceState.Throttled } => Failed(source, reply, 503, "throttled", "takes no more requests for the moment") with { RetryAfter = reply.RetryAfter ?? s_usualWait },
        { Status: 401 or 403 or 407 } => Failed(source, reply, 502, "transient", "does not let the gateway in"),
        { Status: 405 or 501 } => Refused(source, reply, 405, "not-supported", "does not do this"),
        { Status: 409 or 412 or 422 } => Refused(source, reply, reply.Status, "conflict", "refuses the change"),
        { IsRefused: true, Status: 400 } => Refused(source, reply, 400, "invalid", "refuses what was asked"),
        _ => Failed(source, reply, 502, "exception", "failed, or answered with what cannot be used"),
    };

    /// <summary>What came is not what was asked for.</summary>
    public static FhirProblem Unusable(SourceProfile source) => Of(source, new FhirReply { State = SourceState.Failed });

    private static FhirProblem Refused(SourceProfile source, FhirReply reply, int status, string code, string what) =>
        new(status, reply.Codes.Count > 0 ? reply.Codes[0] : code, $"{source.Title} {what}.") { Codings = [(CompletenessOutcome.SourceSystem, source.Name, source.Title)] };

    private static FhirProblem Failed(SourceProfile source, FhirReply reply, int status, string code, string what) => new(status, code, $"{source.Title} {what}.")
    {
        Codings = [(CompletenessOutcome.System, CompletenessOutcome.Code(reply.State is SourceState.Answered ? SourceState.Failed : reply.State), null), (CompletenessOutcome.SourceSystem, source.Name, source.Title)],
    };
}
