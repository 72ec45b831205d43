using Gateway.Fhir.Elements;
using Gateway.Hosting;
using Gateway.Mapping.Compilation;
using Gateway.Requests.Referrals;
using Gateway.Storage.Ledger;

namespace Gateway.Requests.Messages;

/// <summary>Takes in how a referral goes on, from who does it: as a message that answers the one that brought it, or as a change of its Task. The request ends with its Task.</summary>
internal sealed class ReferralReplies(LoadedArea area, ReferralBook book, ResourceWriter writer, TimeProvider time)
{
    private const string Map = "https://health-justice.example/fhir/StructureMap/BarsResponseFromMessage";

    /// <summary>The Task that a response says the progress of, or why it says none.</summary>
    public (Element? Told, BarsProblem? Problem) Read(BarsMessage message)
    {
        var result = area.Maps.Find(Map)!.Run(message.Bundle, new MapOptions { Time = time });
        return result is { IsMapped: true, Targets: [var mapped] } && BarsMessage.Entries(mapped).Select(e => e.Resource).FirstOrDefault(r => r.Type.Name == "Task" && r["identifier"].Any()) is { IsNone: false } told
            ? (told, null) : (null, BarsProblem.Unprocessable("not-supported", "The message is none that can be processed here.") with { Faults = result.Faults });
    }

    /// <exception cref="MessageRefusedException">The message cannot be processed as things are.</exception>
    public async Task<MessageOutcome> StoreAsync(LedgerSession session, BarsMessage message, Element told, BarsHeaders headers, CancellationToken cancellation)
    {
        if (await book.AnsweredAsync(session, message.Answered!, headers.Organization, cancellation) is not { } before)
            throw new MessageRefusedException(BarsProblem.NoReferral);
        if (!await MoveAsync(session, before, told, cancellation))
            throw new MessageRefusedException(BarsProblem.Conflict("The referral has gone on meanwhile."));
        return new MessageOutcome(null, $"Task/{before.Task.ChildText("id")}", $"Patient/{before.PatientId}");
    }

    /// <summary>Lays over the Task what is said of it; false where that is no step from where it stands.</summary>
    public async Task<bool> MoveAsync(LedgerSession session, StoredReferral before, Element told, CancellationToken cancellation)
    {
        if (!IsAhead(before.Task.ChildText("status") ?? "", told.ChildText("status") ?? ""))
            return false;
        var moved = TaskReport.Over(before.Task, told);
        await writer.WriteAsync(session, new UpdateChange(moved), cancellation);
        var status = moved.ChildText("status") switch { "completed" => "completed", "rejected" or "failed" or "cancelled" => "revoked", "entered-in-error" => "entered-in-error", _ => null };
        if (status is null || before.Request.ChildText("status") == status)
            return true;
        var request = before.Request.Edit();
        request.Edit(before.Request["status"].First()).SetText(status);
        await writer.WriteAsync(session, new UpdateChange(request.Build()), cancellation);
        return true;
    }

    // A message may tell of several steps at once; what was a mistake was one wherever it stands.
    private static bool IsAhead(string from, string to) => TaskSteps.Leads(from, to) || (to == "entered-in-error" && TaskSteps.Leads(from, "completed"));
}
