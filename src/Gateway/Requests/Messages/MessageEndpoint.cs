using System.Text;
using Gateway.Conformance;
using Gateway.Disclosures;
using Gateway.Endpoints.Fhir;
using Gateway.Federation.Persons;
using Gateway.Fhir;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Terminology.CheckDigits;
using Gateway.Security;
using Gateway.Storage.Inbox;
using Gateway.Storage.Ledger;

namespace Gateway.Requests.Messages;

/// <summary>
/// <c>POST /fhir/$process-message</c> as the Booking and Referral Standard has it: (1) the headers say for whom, from whom, and by which ids a repetition is known; (2) the message is checked and
/// mapped; (3) in one unit of work what it says is stored and its ids kept; (4) it is audited and answered by a message. What was processed before is 409, what could not be is kept by nobody.
/// </summary>
internal sealed class MessageEndpoint(
    ServedServices services, ReferralIntake intake, ReferralReplies replies, AnsweredValidator validator, RequestInbox inbox, Viewings viewings, FhirAddress address, TimeProvider time, Func<string> newId)
{
    private const int MaxBytes = 4 * 1024 * 1024;

    // BaRS has extensions whose definitions nobody loads here; all its published messages bear some. They are kept, and said.
    private const string UnknownExtension = "extension-unknown";

    private static readonly TimeSpan s_wait = TimeSpan.FromSeconds(10);

    public async Task<IResult> PostAsync(HttpContext http)
    {
        var (headers, wrong) = BarsHeaders.Read(http.Request.Headers);
        foreach (var name in (string[])[BarsHeaders.RequestIdName, BarsHeaders.CorrelationIdName])
            if (Guid.TryParseExact(http.Request.Headers[name].ToString(), "D", out var id))
                http.Response.Headers[name] = $"{id:D}";
        if (!http.Caller().Has(NativeScopes.AnyMessages) && !http.Caller().Has(NativeScopes.Messages))
            return new BarsProblem(403, "REC_FORBIDDEN", "forbidden", "The token's scopes do not allow this.").ToAnswer();
        if (headers is null)
            return wrong!.ToAnswer();
        if (Refusal(http, headers) is { } refused)
            return refused.ToAnswer();
        if (services.Find(headers.Target) is not { } service)
            return new BarsProblem(404, "REC_NOT_FOUND", "not-found", "The service that the message is for is none of this receiver's.").ToAnswer();
        var body = await LimitedBody.ReadAsync(http.Request, MaxBytes, http.RequestAborted);
        var read = body is null ? null : FhirContent.Read(body);
        if (read is not { IsRead: true })
            return (body is null ? new BarsProblem(413, "REC_BAD_REQUEST", "too-long", $"The message has more than {MaxBytes} bytes.") : BarsProblem.Malformed("structure", "The message cannot be read.") with { Faults = read!.Faults }).ToAnswer();
        var (message, problem) = BarsMessage.Read(read.Root, headers.Target);
        if (message is null)
            return problem!.ToAnswer();
        try
        {
            return await ProcessAsync(message, headers, service, body!, http);
        }
        catch (LedgerRefusedException e) when (e.Refusal == LedgerRefusal.KeyReused)
        {
            return BarsProblem.Reused.ToAnswer();
        }
        catch (LedgerUnavailableException)
        {
            return (new BarsProblem(503, "REC_UNAVAILABLE", "transient", "Nothing can be stored for the moment. Send the same request again.") { RetryAfter = s_wait }).ToAnswer();
        }
    }

    private static BarsProblem? Refusal(HttpContext http, BarsHeaders headers)
    {
        var caller = http.Caller();
        // Who carries messages of others, as the national proxy does, says whose; all others speak for themselves.
        if (!caller.Has(NativeScopes.AnyMessages) && !string.Equals(headers.Organization.OdsCode, caller.Organization, StringComparison.OrdinalIgnoreCase))
            return new BarsProblem(403, "REC_FORBIDDEN", "security", "The sender may not speak for that organisation.");
        if (FhirFormat.Of(http.Request) is null)
            return new BarsProblem(406, "REC_NOT_ACCEPTABLE", "processing", "Answers are given in application/fhir+json or application/fhir+xml.");
        return http.Request.ContentType is { Length: > 0 } type && FhirFormat.XmlOrJson(type) is not null ? null
            : new BarsProblem(415, "REC_BAD_REQUEST", "structure", "Messages are sent as application/fhir+json or application/fhir+xml.");
    }

    private async Task<IResult> ProcessAsync(BarsMessage message, BarsHeaders headers, Areas.AreaService service, byte[] body, HttpContext http)
    {
        var isRequest = message.Event == BarsMessage.Request;
        var (content, problem) = isRequest ? intake.Read(message) : replies.Read(message);
        if (content is null)
            return problem!.ToAnswer();
        var faults = (await validator.ValidateAsync(message.Bundle, null, http.RequestAborted)).Faults;
        if (faults.Any(f => !f.IsWarning && f.Rule != UnknownExtension))
            return (BarsProblem.Unprocessable("invalid", "The message breaks rules of FHIR.") with { Faults = [.. faults.Where(f => !f.IsWarning)] }).ToAnswer();
        var interaction = isRequest && message.Reason == "new" ? "create" : "update";
        var (viewing, refusal) = await viewings.OpenAsync(http, interaction);
        if (viewing is null)
            return new BarsProblem(refusal!.Status, refusal.Status == 403 ? "REC_FORBIDDEN" : "REC_BAD_REQUEST", refusal.Code, refusal.Text).ToAnswer();
        IReadOnlyList<Fault> warnings = [.. faults.Where(f => !f.IsWarning).Select(f => f with { IsWarning = true }), .. NhsNumberFaults(message.Bundle)];
        Released? released = null;
        var refused = BarsProblem.Duplicate;
        try
        {
            var kept = await inbox.DoAsync(http.Caller().ClientId, $"{headers.RequestId:D}", Asked(headers, body), async session =>
            {
                await session.LockAsync($"bars {headers.Organization.System}|{headers.Organization.Value}", http.RequestAborted);
                var outcome = isRequest ? await intake.StoreAsync(session, message, content.Value, headers, service, http.RequestAborted) : await replies.StoreAsync(session, message, content.Value, headers, http.RequestAborted);
                released = viewing.Record(session, interaction, outcome.Address, MessageAnswer.Of(message, outcome, headers, warnings, address.Of(http.Request), time.GetUtcNow(), newId), [outcome.Patient]);
                return new InboxAnswer(StatusCodes.Status200OK, "", Encoding.UTF8.GetBytes(outcome.Address));
            }, http.RequestAborted);

            // A unit that was run again may have found that another was first.
            released = kept.IsRepeated ? null : released;
        }
        catch (MessageRefusedException e)
        {
            (released, refused) = (null, e.Problem);
        }

        if (released is not null)
            return new FhirAnswer(released);
        await viewing.RefuseAsync(http.RequestAborted);
        return refused.ToAnswer();
    }

    // Published messages bear numbers that cannot be any; they are taken, and join nobody to anybody.
    private static IEnumerable<Fault> NhsNumberFaults(Element bundle) => bundle["entry"].SelectMany((e, i) => e["resource"].Where(r => r.Type.Name == "Patient")
        .SelectMany(r => r["identifier"]).Where(n => n.ChildText("system") == PersonSystems.NhsNumber && !NhsNumber.IsValid(n.ChildText("value")))
        .Select(_ => new Fault(FaultKind.Value, "The check digit of the NHS number does not fit: the referral is kept, and the number is taken for nobody's.", $"Bundle.entry[{i}].resource.identifier", 0, 0, true) { Rule = "nhs-number" }));

    // A retry has the same two ids, the same target and the same body.
    private static byte[] Asked(BarsHeaders headers, byte[] body) =>
        [.. Encoding.UTF8.GetBytes($"POST $process-message {headers.CorrelationId:D} {headers.Target.System}|{headers.Target.Value} {headers.Organization.System}|{headers.Organization.Value} "), .. body];
}
