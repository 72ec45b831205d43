using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Elements.Primitives;
using Gateway.Fhir.Outcomes;

namespace Gateway.Requests.Messages;

/// <summary>The message that says at once that a message was processed: its header names that one, and what became of it is in focus. What was found amiss and taken all the same goes with it.</summary>
internal static class MessageAnswer
{
    private static readonly TypeDefinition s_bundle = DefinitionSet.R4.FindType("Bundle")!;
    private static readonly TypeDefinition s_header = DefinitionSet.R4.FindType("MessageHeader")!;

    /// <param name="message">The message that was processed.</param>
    /// <param name="outcome">What became of it.</param>
    /// <param name="headers">With what it came.</param>
    /// <param name="warnings">What was amiss.</param>
    /// <param name="root">The address of the FHIR interface.</param>
    /// <param name="now">The moment.</param>
    /// <param name="newId">Makes ids.</param>
    public static Element Of(BarsMessage message, MessageOutcome outcome, BarsHeaders headers, IReadOnlyList<Fault> warnings, string root, DateTimeOffset now, Func<string> newId)
    {
        var (headerId, outcomeId) = (newId(), newId());
        var bundle = ElementDraft.New(s_bundle).AddText("id", newId()).AddText("type", "message").AddText("timestamp", FhirInstant.Of(now));
        Put(bundle, $"urn:uuid:{headerId}", Header(message, outcome, headers, warnings.Count > 0 ? outcomeId : null, root, headerId));
        if (outcome.Resource is { } resource)
            Put(bundle, $"{root}/{outcome.Address}", resource);
        if (warnings.Count > 0)
            Put(bundle, $"urn:uuid:{outcomeId}", Named(OperationOutcomes.Of(warnings), outcomeId));
        return bundle.Build();
    }

    private static Element Header(BarsMessage message, MessageOutcome outcome, BarsHeaders headers, string? details, string root, string id)
    {
        var header = ElementDraft.New(s_header).AddText("id", id);
        foreach (var name in message.Header["event"])
            header.Put("eventCoding", name);
        if (message.Header["source"].Select(s => s.ChildText("endpoint")).FirstOrDefault() is { } sender)
            header.Add("destination").AddText("endpoint", sender);
        header.Add("source").AddText("endpoint", $"{headers.Target.System}|{headers.Target.Value}");
        foreach (var reason in message.Header["reason"])
            header.Put("reason", reason);
        var response = header.Add("response").AddText("identifier", message.Id).AddText("code", "ok");
        if (details is not null)
            response.Add("details").AddText("reference", $"urn:uuid:{details}");
        header.Add("focus").AddText("reference", $"{root}/{outcome.Address}");
        return header.Build();
    }

    private static Element Named(Element outcome, string id)
    {
        var draft = ElementDraft.New(outcome.Type).AddText("id", id);
        foreach (var issue in outcome["issue"])
            draft.Put("issue", issue);
        return draft.Build();
    }

    private static void Put(ElementDraft bundle, string fullUrl, Element resource) => bundle.Add("entry").AddText("fullUrl", fullUrl).Put("resource", resource);
}
