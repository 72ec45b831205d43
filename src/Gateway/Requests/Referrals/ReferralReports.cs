using System.Security.Cryptography;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;
using Gateway.Requests.Deliveries;
using Gateway.Sources;
using Gateway.Storage.Ledger;
using Gateway.Storage.Outbox;

namespace Gateway.Requests.Referrals;

/// <summary>What a provider reports of the people referred to it goes to the system that the referral came from.</summary>
internal sealed class ReferralReports(SourceDirectory sources)
{
    private const string Referral = "https://health-justice.example/id/referral";
    private const string CaseReferral = "https://health-justice.example/id/case-system/referral";

    /// <summary>Takes a record in; one that is no report is passed over.</summary>
    public async Task ApplyAsync(LedgerSession session, SourceProfile provider, SourceRecord record, CancellationToken cancellation)
    {
        if (record.IsDeleted)
            return;
        foreach (var task in record.Bundle["entry"].SelectMany(e => e["resource"]).Where(r => r.Type.Name == "Task"))
            if (NumberOf(task) is { } number && sources.Taking("Task") is { } referrer && referrer.Profile.Locate(CaseReferral, number) is { } locator)
                await OutboxQueue.PutAsync(session, SourceDelivery.Of(referrer.Profile.Name, locator, new SourceChange { Type = "Task", Locator = locator, Content = task, Key = Key(locator, task) }, new DeliveryOrigin(provider.Name)), cancellation);
    }

    // The provider quotes the number that the referrer gave.
    private static string? NumberOf(Element task) => task["groupIdentifier"].Where(i => i.ChildText("system") == Referral).Select(i => i.ChildText("value")).FirstOrDefault();

    private static string Key(string locator, Element task)
    {
        var draft = task.Edit();
        draft.Remove("meta");
        draft.Remove("id");
        return $"{locator}-report-{Convert.ToHexStringLower(SHA256.HashData(FhirJson.ToUtf8(draft.Build())))[..24]}";
    }
}
