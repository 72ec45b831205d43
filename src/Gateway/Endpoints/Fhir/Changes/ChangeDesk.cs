using System.Globalization;
using Gateway.Disclosures;
using Gateway.Federation.Own;
using Gateway.Federation.Persons;
using Gateway.Fhir.Json;
using Gateway.Storage;
using Gateway.Storage.Ledger;
using Gateway.Storage.Links;

namespace Gateway.Endpoints.Fhir.Changes;

/// <summary>
/// Every change of resources goes through here, whoever asks for it: (1) what it is made to is found, as the caller sees it; (2) what it becomes is worked out; (3) scopes, profiles, the rules
/// of its type and what the caller may see decide; (4) it is stored with its trail and the person's link in one unit of work, for the version that was decided on. Where that was overtaken,
/// all is looked at anew.
/// </summary>
internal sealed class ChangeDesk(ChangeTargets targets, ChangeConditions conditions, ChangeReview review, ResourceWriter writer, GatewayLedger ledger, LedgerSource own, LinkIndex links, IEnumerable<IChangeRule> rules, FhirAddress address)
{
    // Of those that meet, one is made at a time, and the others may look twice before they see it.
    private const int Attempts = 24;
    private static readonly Dictionary<string, string> s_alone = [];

    /// <summary>The most bytes that a resource of a type may have.</summary>
    public int MaxBytes(string type) => rules.Where(r => r.Covers(type)).Select(r => r.MaxBytes).FirstOrDefault(m => m is not null) ?? ledger.Options.MaxResourceBytes;

    /// <summary>Makes one change, and tells what came of it.</summary>
    public async Task<FhirAnswer> ApplyAsync(RequestedChange asked, Viewing viewing, HttpContext http)
    {
        var change = conditions.At(asked, address.Of(http.Request));
        for (var attempt = 1; ; attempt++)
        {
            var target = await targets.LocateAsync(change, viewing, true, http.RequestAborted);
            if (target.Answer is { } answer)
                return answer;
            try
            {
                var (filled, problem, _) = await DecideAsync(target.Changes, s_alone, viewing, http);
                return problem is null ? Told(await StoreAsync(filled, viewing, http.RequestAborted)) : FhirAnswer.Of(problem);
            }
            catch (LedgerRefusedException e)
            {
                if (!IsOvertaken(e) || attempt == Attempts)
                    return FhirAnswer.Of(LedgerProblems.Of(e.Refusal));
            }
        }
    }

    /// <summary>Makes all changes or none, as a transaction does (http://hl7.org/fhir/R4/http.html#trules). Creates that stand on the same condition make one resource.</summary>
    public async Task<TransactionAnswer> ApplyAllAsync(IReadOnlyList<RequestedChange> asked, Viewing viewing, HttpContext http)
    {
        IReadOnlyList<RequestedChange> changes = [.. asked.Select(a => conditions.At(a, address.Of(http.Request)))];
        for (var attempt = 1; ; attempt++)
        {
            var plan = new TransactionTargets();
            for (var i = 0; i < changes.Count; i++)
                if (!plan.IsTwin(changes[i]) && plan.Add(changes[i], await targets.LocateAsync(changes[i], viewing, false, http.RequestAborted)) is { } refusal)
                    return new TransactionAnswer([], refusal, i);
            if (plan.DeletesWhatItFinds)
                return new TransactionAnswer([], FhirAnswer.Of(LedgerProblems.Of(LedgerRefusal.Ambiguous)), null);
            try
            {
                var stored = new Dictionary<string, FhirAnswer>(StringComparer.Ordinal);
                var (filled, problem, refused) = await DecideAsync([.. plan.Changes], plan.Addresses, viewing, http);
                if (problem is not null)
                    return new TransactionAnswer([], FhirAnswer.Of(problem), changes.Index().First(c => ReferenceEquals(c.Item, refused!.Requested)).Index);
                var answers = await StoreAsync(filled, viewing, http.RequestAborted);
                for (var i = 0; i < filled.Count; i++)
                    stored[filled[i].Address] = answers[i];
                return new TransactionAnswer([.. changes.Select(c => plan.AnswerOf(c, stored))], null, null);
            }
            catch (LedgerRefusedException e)
            {
                if (!IsOvertaken(e) || attempt == Attempts)
                    return new TransactionAnswer([], FhirAnswer.Of(LedgerProblems.Of(e.Refusal)), null);
            }
        }
    }

    // All that is to be written is at hand before any of it is judged: who a new Patient is decides on what is about them.
    private async Task<(IReadOnlyList<LocatedChange> Filled, FhirProblem? Problem, LocatedChange? Refused)> DecideAsync(IReadOnlyList<LocatedChange> changes, IReadOnlyDictionary<string, string> addresses, Viewing viewing, HttpContext http)
    {
        var filled = new List<LocatedChange>(changes.Count);
        foreach (var change in changes)
        {
            var (full, problem) = review.Filled(change, addresses, address.Of(http.Request), viewing);
            if (problem is not null)
                return ([], problem, change);
            filled.Add(full);
        }

        await review.KnowAsync(filled, viewing, http.RequestAborted);
        foreach (var change in filled)
            if (await review.JudgeAsync(change, viewing, http.RequestAborted) is { } problem)
                return ([], problem, change);
        return (filled, null, null);
    }

    private Task<IReadOnlyList<FhirAnswer>> StoreAsync(IReadOnlyList<LocatedChange> changes, Viewing viewing, CancellationToken cancellation) => changes.Count == 0 ? Task.FromResult<IReadOnlyList<FhirAnswer>>([])
        : ledger.WriteAsync<IReadOnlyList<FhirAnswer>>(Lane(changes), async session =>
        {
            var outcomes = changes is [var only] ? [await writer.WriteAsync(session, only.ToChange(), cancellation)] : await writer.WriteAsync(session, [.. changes.Select(c => c.ToChange())], cancellation);
            var answers = new List<FhirAnswer>(changes.Count);
            for (var i = 0; i < changes.Count; i++)
            {
                await LinkAsync(session, changes[i], cancellation);
                answers.Add(Recorded(session, changes[i], outcomes[i].Resource!, viewing));
            }

            return answers;
        }, cancellation);

    private static FhirAnswer Recorded(LedgerSession session, LocatedChange change, StoredResource stored, Viewing viewing)
    {
        var isDelete = stored.IsDeleted;
        var released = viewing.Record(session, change.IsNew ? "create" : change.Requested.Interaction, change.Address, isDelete ? change.Before!.Resource : FhirJson.Read(stored.Content.ToArray()).Root);
        var version = stored.Version.ToString(CultureInfo.InvariantCulture);
        return new FhirAnswer(isDelete ? null : released, isDelete ? StatusCodes.Status204NoContent : change.IsNew ? StatusCodes.Status201Created : StatusCodes.Status200OK)
        {
            Version = version,
            Modified = stored.Updated,
            Location = change.IsNew ? $"{change.Address}/_history/{version}" : null,
        };
    }

    // Who is who is known from the moment that a Patient is there.
    private async Task LinkAsync(LedgerSession session, LocatedChange change, CancellationToken cancellation)
    {
        if (change.Type != "Patient")
            return;
        if (change.Content.IsNone)
            await links.RemoveAsync(session, LedgerSource.Name, change.Id, cancellation);
        else
            foreach (var record in PatientRecords.Of(own.Profile, [own.ResourceOf(change.Content)]))
                if (change.Requested is RequestedCreate && record.Patient == change.Id)
                    await links.PutNewAsync(session, record, cancellation);
                else
                    await links.PutAsync(session, record, cancellation);
    }

    // Who is who is one at a time on all nodes, so that Patients go together.
    private static string Lane(IReadOnlyList<LocatedChange> changes) => changes is [var only] ? only.Premise is not null ? "condition" : only.Type == "Patient" ? LinkIndex.Lane : only.Address : "transaction";

    private static bool IsOvertaken(LedgerRefusedException e) => e.Refusal is LedgerRefusal.Stale or LedgerRefusal.Overtaken;

    // Of several that one request deletes, no version is the answer's.
    private static FhirAnswer Told(IReadOnlyList<FhirAnswer> answers) => answers is [var only] ? only : new FhirAnswer(null, StatusCodes.Status204NoContent);
}
