using System.Globalization;
using Gateway.Federation.Completeness;
using Gateway.Federation.Records;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;

namespace Gateway.Summaries;

/// <summary>
/// An International Patient Summary (http://hl7.org/fhir/uv/ips) as a document: (1) the Composition with its sections, (2) who wrote it and whom it is about, (3) the entries, (4) what they refer
/// to, (5) what each source did. It claims IPS's profiles where it meets them (<see cref="SummaryProfiles"/>). That there is nothing is said only where the data says so; where nothing is known, the section says that, and who did not answer.
/// </summary>
/// <param name="root">The address of the gateway.</param>
/// <param name="now">When it is written.</param>
/// <param name="newId">Makes the ids of what the document has of its own.</param>
internal sealed class SummaryDocument(string root, DateTimeOffset now, Func<Guid> newId)
{
    private const string Loinc = "http://loinc.org";
    private const string EmptyReasons = "http://terminology.hl7.org/CodeSystem/list-empty-reason";
    private const string AbsentUnknown = "http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips";
    private const string Nothing = "Nothing that can be shown here was found in the systems that were asked. That does not mean that there is nothing.";
    private readonly string _now = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
    private readonly List<(string Url, Element Resource)> _entries = [];
    private readonly HashSet<string> _addresses = new(StringComparer.Ordinal);

    public Element Of(SummaryContent content)
    {
        var (subject, author, said) = (SummaryContent.Address(content.Subject), $"urn:uuid:{newId():D}", $"urn:uuid:{newId():D}");
        _entries.Add((author, Author()));
        Add(content.Subject);
        var isIps = SummaryProfiles.HoldFor(content);
        var composition = New("Composition", isIps ? SummaryProfiles.Composition : null).AddText("status", "final");
        Code(composition.Add("type"), Loinc, "60591-5", "Patient summary Document");
        composition.Add("subject").AddText("reference", $"{root}/{subject}");
        composition.AddText("date", _now);
        composition.Add("author").AddText("reference", author).AddText("display", "Health and Justice Gateway");
        composition.AddText("title", "Patient summary");
        foreach (var section in SummarySections.All)
            Add(composition, section, content, subject);
        Completeness(composition.Add("section"), said);
        AddReferred(content);
        _entries.Add((said, content.Completeness));
        _entries.Insert(0, ($"urn:uuid:{newId():D}", composition.Build()));
        return Bundle(isIps);
    }

    private void Add(ElementDraft composition, SummarySection section, SummaryContent content, string subject)
    {
        var (entries, missing) = (content.Of(section), content.Missing.Where(m => m.Types.Overlaps(section.Types)).ToList());
        if (entries.Count == 0 && missing.Count == 0 && !section.IsRequired)
            return;
        var draft = composition.Add("section").AddText("title", section.Title);
        if (section.Code is { } code)
            Code(draft.Add("code"), Loinc, code, section.Display);
        else
            draft.Add("code").AddText("text", section.Display);
        List<string> notes = [.. missing.Select(m => m.Title).Distinct().Select(t => t is null ? "Not every system that may know more has answered." : $"{t} did not answer in full. What it knows is missing here.")];
        var isNil = entries.Count == 0 && missing.Count == 0 && content.IsNil(section);
        if (entries.Count == 0)
            notes.Insert(0, isNil ? "Recorded as none." : Nothing);
        notes.Add(CompletenessOutcome.WithheldNote);
        SafeNarrative.Write(draft.Add("text"), [.. entries.Select(e => SummaryWords.Of(e, a => content.Referred.FirstOrDefault(r => SummaryContent.Address(r) == a)))], notes);
        foreach (var entry in entries)
        {
            Add(Pointed(entry, content, subject));
            draft.Add("entry").AddText("reference", $"{root}/{SummaryContent.Address(entry)}");
        }

        if (entries.Count == 0)
            Empty(draft.Add("emptyReason"), section, isNil, missing.Count > 0);
    }

    private static void Empty(ElementDraft reason, SummarySection section, bool isNil, bool isMissing)
    {
        Code(reason, EmptyReasons, isNil ? "nilknown" : "unavailable", isNil ? "Nil Known" : "Unavailable");
        if (!isNil && !isMissing && section.NoInformation is { } code)
            reason.Add("coding").AddText("system", AbsentUnknown).AddText("code", code);
        reason.AddText("text", isNil ? "Recorded as none." : isMissing ? "Not known: not every system that may know has answered in full." : "No information.");
    }

    private static void Completeness(ElementDraft section, string outcome)
    {
        section.AddText("title", "How complete this summary is").Add("code").AddText("text", "Completeness");
        SafeNarrative.Write(section.Add("text"), [], ["What each system did for this summary stands in the entry.", CompletenessOutcome.WithheldNote]);
        section.Add("entry").AddText("reference", outcome);
    }

    // Whichever of the person's records an entry names, in the document it is the one that stands there.
    private static Element Pointed(Element resource, SummaryContent content, string subject)
    {
        var draft = resource.Edit();
        References.Edit(draft, resource, (reference, edited) =>
        {
            if (reference["reference"].FirstOrDefault() is { IsNone: false, Text: { } text } address && text != subject && text.Split('/') is ["Patient", var id] && content.PatientIds.Contains(id))
                edited().Edit(address).SetText(subject);
        });
        return draft.Build();
    }

    private void AddReferred(SummaryContent content)
    {
        var referred = content.Referred.ToLookup(SummaryContent.Address);
        for (var i = 0; i < _entries.Count; i++)
            foreach (var found in References.Addresses(_entries[i].Resource).Where(a => !_addresses.Contains(a)).SelectMany(a => referred[a].Take(1)).ToList())
                Add(found);
    }

    private void Add(Element resource)
    {
        if (_addresses.Add(SummaryContent.Address(resource)))
            _entries.Add(($"{root}/{SummaryContent.Address(resource)}", resource));
    }

    private static Element Author()
    {
        var device = New("Device").AddText("status", "active");
        device.Add("deviceName").AddText("name", "Health and Justice Gateway").AddText("type", "user-friendly-name");
        return device.Build();
    }

    private Element Bundle(bool isIps)
    {
        var bundle = New("Bundle", isIps ? SummaryProfiles.Bundle : null);
        bundle.Add("identifier").AddText("system", "urn:ietf:rfc:3986").AddText("value", $"urn:uuid:{newId():D}");
        bundle.AddText("type", "document").AddText("timestamp", _now);
        foreach (var (url, resource) in _entries)
            bundle.Add("entry").AddText("fullUrl", url).Put("resource", resource);
        return bundle.Build();
    }

    private static ElementDraft Code(ElementDraft concept, string system, string code, string display)
    {
        concept.Add("coding").AddText("system", system).AddText("code", code).AddText("display", display);
        return concept;
    }

    private static ElementDraft New(string type, string? profile = null)
    {
        var draft = ElementDraft.New(DefinitionSet.R4.FindType(type)!);
        if (profile is not null)
            draft.Add("meta").AddText("profile", profile);
        return draft;
    }
}
