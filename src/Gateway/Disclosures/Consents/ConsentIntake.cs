using Gateway.Federation.Records;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;
using Gateway.Sources;
using Gateway.Storage.Ledger;

namespace Gateway.Disclosures.Consents;

/// <summary>
/// Keeps what a source's feed says that people consent to, so that it counts in every decision, whoever is asked and whether or not the source answers then. It is kept to decide by;
/// who reads the Consent is given the source's own.
/// </summary>
internal sealed class ConsentIntake(RecordResources resources, ResourceWriter writer)
{
    /// <summary>Takes a record in, in the unit of work that moves the feed on. A record seen twice changes nothing.</summary>
    public async Task ApplyAsync(LedgerSession session, SourceProfile source, SourceRecord record, IReadOnlyList<RecordResource> made, CancellationToken cancellation)
    {
        foreach (var consent in made.Where(r => r.Type == "Consent"))
            await PutAsync(session, consent.Resource, cancellation);
        if (record.IsDeleted && resources.IdOf(source, "Consent", record.Locator) is { } id && await session.FindAsync("Consent", id, cancellation) is { IsDeleted: false } stored)
            await PutAsync(session, Ended(FhirJson.Read(stored.Content.ToArray()).Root), cancellation);
    }

    private async Task PutAsync(LedgerSession session, Element consent, CancellationToken cancellation)
    {
        if (await session.FindAsync("Consent", consent.ChildText("id")!, cancellation) is not { IsDeleted: false } stored || !Same(FhirJson.Read(stored.Content.ToArray()).Root, consent))
            await writer.WriteAsync(session, new UpdateChange(consent), cancellation);
    }

    private static Element Ended(Element consent)
    {
        var draft = consent.Edit();
        draft.Edit(consent["status"].First()).SetText("entered-in-error");
        return draft.Build();
    }

    private static bool Same(Element left, Element right) => FhirJson.ToUtf8(Bare(left)).AsSpan().SequenceEqual(FhirJson.ToUtf8(Bare(right)));

    // The version and time that the ledger gives are not what the source said.
    private static Element Bare(Element consent)
    {
        var draft = consent.Edit();
        draft.Remove("meta");
        return draft.Build();
    }
}
