using System.Globalization;
using Gateway.Access;
using Gateway.Access.Decisions;
using Gateway.Federation.Own;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Elements.Primitives;
using Gateway.Security;
using Gateway.Sources;

namespace Gateway.Disclosures.Emergency;

/// <summary>
/// An emergency grant as the Task that it is kept as: whom it lets look at whom, why, until when; and for each controller of the data the Task of reviewing it, part of the grant.
/// </summary>
internal static class EmergencyTask
{
    public const string System = "https://health-justice.example/fhir/CodeSystem/gateway-task";
    public const string Grant = "emergency-access";
    public const string Review = "review-emergency-access";
    private const string Profile = "emergency-access";
    private const string User = "https://health-justice.example/id/user";
    private static readonly TypeDefinition s_task = DefinitionSet.R4.FindType("Task")!;

    /// <summary>The Task of a grant, in progress until it ends.</summary>
    public static Element GrantOf(string id, Caller caller, Coded purpose, string patient, string reason, DateTimeOffset now, DateTimeOffset end)
    {
        var draft = Begin(id, "in-progress", Grant, "Access in an emergency", patient, now);
        Requester(draft, caller);
        draft.Add("reasonCode").AddText("text", reason);
        Period(draft, now, end);
        var input = draft.Add("input");
        input.Add("type").AddText("text", "purpose-of-use");
        input.Add("valueCoding").AddText("system", purpose.System).AddText("code", purpose.Code);
        return draft.Build();
    }

    /// <summary>The Task of a controller: to look at whether the grant was right.</summary>
    public static Element ReviewOf(string id, string grant, Caller caller, string controller, string patient, string reason, DateTimeOffset now)
    {
        var draft = Begin(id, "requested", Review, "Review of access in an emergency", patient, now, grant);
        Requester(draft, caller);
        draft.Add("owner").AddText("type", "Organization").Add("identifier").AddText("system", Systems.Ods).AddText("value", controller);
        draft.Add("reasonCode").AddText("text", reason);
        return draft.Build();
    }

    /// <summary>The grant that a Task holds; null for any other Task, and for a grant that was taken back.</summary>
    public static EmergencyGrant? Read(Element task)
    {
        if (!Is(task, Grant) || task.ChildText("status") != "in-progress" || task.ChildText("id") is not { } id
            || task["for"].Select(Address).FirstOrDefault() is not { } patient
            || task["requester"].SelectMany(r => r["identifier"]).Select(i => i.ChildText("value")).FirstOrDefault() is not { } user
            || task["restriction"].SelectMany(r => r["period"]).Select(p => p.ChildText("end")).FirstOrDefault() is not { } end
            || !DateTimeOffset.TryParse(end, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var expires)
            || task["input"].SelectMany(i => i["value"]).Select(Coded.Of).FirstOrDefault() is not { } purpose)
            return null;
        return new EmergencyGrant(id, new HashSet<string>(StringComparer.Ordinal) { patient }, user, purpose, expires);
    }

    public static bool Is(Element task, string code) => task["code"].SelectMany(c => c["coding"]).Any(c => c.ChildText("system") == System && c.ChildText("code") == code);

    /// <summary>The user of a client, as grants name them: two issuers may have users of one name.</summary>
    public static string UserOf(Caller caller) => $"{caller.Issuer}#{caller.ClientId}#{caller.User}";

    private static string? Address(Element patient) => patient.ChildText("reference")
        ?? patient["identifier"].Select(i => $"{i.ChildText("system")}|{i.ChildText("value")}").FirstOrDefault();

    private static ElementDraft Begin(string id, string status, string code, string display, string patient, DateTimeOffset now, string? partOf = null)
    {
        var draft = ElementDraft.New(s_task).AddText("id", id);
        draft.Claim(Profile);
        if (partOf is not null)
            draft.Add("partOf").AddText("reference", $"Task/{partOf}");
        draft.AddText("status", status).AddText("intent", "order").AddText("priority", "urgent");
        draft.Add("code").Add("coding").AddText("system", System).AddText("code", code).AddText("display", display);
        var person = draft.Add("for");
        if (patient.Split('|') is [var system, var value])
            person.AddText("type", "Patient").Add("identifier").AddText("system", system).AddText("value", value);
        else
            person.AddText("reference", patient);
        return draft.AddText("authoredOn", FhirInstant.Of(now)).AddText("lastModified", FhirInstant.Of(now));
    }

    private static void Requester(ElementDraft draft, Caller caller)
    {
        var requester = draft.Add("requester").AddText("type", "Practitioner");
        requester.Add("identifier").AddText("system", User).AddText("value", UserOf(caller));
        if (caller.Organization is { } organization)
            requester.AddText("display", organization);
    }

    private static void Period(ElementDraft draft, DateTimeOffset start, DateTimeOffset end) =>
        draft.Add("restriction").Add("period").AddText("start", FhirInstant.Of(start)).AddText("end", FhirInstant.Of(end));
}
