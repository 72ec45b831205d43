using System.Globalization;
using System.Net;
using System.Text;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;

namespace Gateway.Disclosures.Reports;

/// <summary>The report of who saw a person's data: a FHIR document whose words are a table, with the events that it is made of.</summary>
internal static class AccessReport
{
    private static readonly TypeDefinition s_bundle = DefinitionSet.R4.FindType("Bundle")!;
    private static readonly TypeDefinition s_composition = DefinitionSet.R4.FindType("Composition")!;

    /// <param name="patient">The person, as the reader of the report sees them.</param>
    /// <param name="events">The events, the newest first.</param>
    /// <param name="isCut">True when there are older ones that are not listed.</param>
    /// <param name="now">When the report is made.</param>
    /// <param name="newId">Makes ids.</param>
    public static Element Of(Element patient, IReadOnlyList<Element> events, bool isCut, DateTimeOffset now, Func<Guid> newId)
    {
        var moment = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var composition = ElementDraft.New(s_composition).AddText("id", newId().ToString("D"));
        composition.AddText("status", "final");
        composition.Add("type").AddText("text", "Report of access to a person's data");
        composition.Add("subject").AddText("reference", $"Patient/{patient.ChildText("id")}");
        composition.AddText("date", moment);
        composition.Add("author").AddText("display", "Health and Justice Gateway");
        composition.AddText("title", "Who saw this person's data");
        var section = composition.Add("section").AddText("title", "Access, the newest first");
        section.Add("text").AddText("status", "generated").AddText("div", Table(events, isCut));
        foreach (var one in events)
            section.Add("entry").AddText("reference", $"AuditEvent/{one.ChildText("id")}");
        var bundle = ElementDraft.New(s_bundle);
        bundle.Add("identifier").AddText("system", "urn:ietf:rfc:3986").AddText("value", $"urn:uuid:{newId():D}");
        bundle.AddText("type", "document").AddText("timestamp", moment);
        foreach (var resource in new[] { composition.Build(), patient }.Concat(events))
            bundle.Add("entry").AddText("fullUrl", $"https://health-justice.example/fhir/{resource.Type.Name}/{resource.ChildText("id")}").Put("resource", resource);
        return bundle.Build();
    }

    private static string Table(IReadOnlyList<Element> events, bool isCut)
    {
        var html = new StringBuilder("<div xmlns=\"http://www.w3.org/1999/xhtml\"><table><thead><tr><th>When</th><th>Who</th><th>Organisation</th><th>What for</th><th>What</th><th>Came of it</th></tr></thead><tbody>");
        foreach (var one in events)
            html.Append("<tr>").AppendJoin("", Cells(one).Select(c => $"<td>{WebUtility.HtmlEncode(c)}</td>")).Append("</tr>");
        html.Append("</tbody></table>");
        if (events.Count == 0)
            html.Append("<p>Nobody has asked for this person's data in the time that the trail is kept.</p>");
        if (isCut)
            html.Append("<p>There is older access that is not listed here.</p>");
        return html.Append("</div>").ToString();
    }

    private static IEnumerable<string> Cells(Element one)
    {
        var user = one["agent"].FirstOrDefault(a => a.ChildText("requestor") == "true");
        if (user.IsNone)
            user = one["agent"].FirstOrDefault();
        yield return one.ChildText("recorded") ?? "";
        yield return NameOf(user);
        yield return one["agent"].Where(a => a["type"].SelectMany(t => t["coding"]).Any(c => c.ChildText("code") == "PROV")).Select(NameOf).FirstOrDefault() ?? "";
        yield return string.Join(", ", one["agent"].SelectMany(a => a["purposeOfUse"]).SelectMany(p => p["coding"]).Select(c => c.ChildText("code")).Distinct());
        yield return string.Join(", ", one["subtype"].Select(s => s.ChildText("display") ?? s.ChildText("code")));
        yield return one.ChildText("outcomeDesc") ?? (one.ChildText("outcome") == "0" ? "given" : "refused");
    }

    private static string NameOf(Element agent) => agent["who"].Select(w => w["identifier"].Select(i => i.ChildText("value")).FirstOrDefault() ?? w.ChildText("display")).FirstOrDefault() ?? "";
}
