using System.Collections.Concurrent;
using System.Data.Common;
using Gateway.Access.Decisions;
using Gateway.Access.Labels;
using Gateway.Conformance;
using Gateway.Disclosures.Audit;
using Gateway.Disclosures.Consents;
using Gateway.Disclosures.Emergency;
using Gateway.Federation;
using Gateway.Federation.Own;
using Gateway.Federation.Records;
using Gateway.Fhir.Elements;
using Gateway.Security;
using Gateway.Sources;
using Gateway.Storage.Ledger;

namespace Gateway.Disclosures;

/// <summary>
/// What the caller of one request sees, on every path: (1) who the resources are about and what these have consented to is found; (2) each resource is decided and
/// redacted; (3) what leaves is audited first. What was not decided here does not leave.
/// </summary>
internal sealed class Viewing(Caller caller, ScopedView scopes, ViewingSession session, ViewedPersons persons, ConsentBook book, SecurityContexts contexts, Origins origins, DisclosureAudit audit, AuditedRequest request) : IView
{
    private readonly ConcurrentDictionary<string, Viewed> _viewed = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, IReadOnlyList<string>> _open = new(StringComparer.Ordinal);
    private PersonConsents _consents = PersonConsents.None;

    public Caller Caller => caller;

    /// <summary>False when nobody can tell now who the people are that it is about, or what they have consented to: what is not seen may be seen later.</summary>
    public bool CanTell => _consents.IsAnswerable && persons.Unknown.Count == 0;

    public string PolicyVersion => session.PolicyVersion;

    /// <summary>Finds what the persons that resources are about have consented to. Resources are seen after this only.</summary>
    public async Task KnowAsync(Gathering gathering, CancellationToken cancellation)
    {
        await LearnAsync(gathering, cancellation);
        if (await contexts.OfAsync(gathering, cancellation) is not { } around)
            return;
        await LearnAsync(around, cancellation);
        foreach (var context in around.Resources)
            if (SeesWhole(context))
                _open[context.Address] = _viewed[context.Address].Decided.Patients;
    }

    private async Task LearnAsync(Gathering gathering, CancellationToken cancellation)
    {
        if (gathering.Resources.Any(r => !r.Source.OwnsIds))
            book.AskAnew();
        try
        {
            if (!await persons.AddAsync(gathering.Resources.Select(r => r.Resource), gathering.Patients, gathering.Followed, cancellation))
                return;
            session.Know(persons.Persons);
            _consents = await book.OfAsync(persons.Persons, persons.Unknown, cancellation);
        }
        catch (Exception e) when (e is LedgerUnavailableException or DbException)
        {
            // Who is who cannot be told: what any of them said may be about any.
            _consents = PersonConsents.Unanswerable;
        }
    }

    /// <summary>A resource as the caller sees it; null when it does not.</summary>
    public Element? See(RecordResource resource) => See(resource.Address, resource.Resource, origins.Of(resource.Source));

    /// <summary>A resource that stands for another as it will be: what its source will have is seen as what it has is.</summary>
    public Element? See(RecordResource resource, Element content) => See(resource.Address, content, origins.Of(resource.Source));

    /// <summary>A resource of a source that says what another has told.</summary>
    public Element? See(RecordResource resource, SourceProfile told) => See(resource.Address, resource.Resource, origins.Of(told));

    /// <summary>A version of a resource as the caller sees it by the rules of now; null when it does not.</summary>
    public Element? SeeVersion(RecordResource resource, string version) => See(VersionAddress(resource.Address, version), resource.Resource, origins.Of(resource.Source));

    /// <summary>True when the caller sees all of a resource, as it is or as it will be. What is hidden from somebody in part is not theirs to write over.</summary>
    public bool SeesWhole(RecordResource resource) => See(resource) is { } seen && seen == resource.Resource;

    /// <summary>A resource of the gateway's own about somebody, as the caller sees it: an event of the trail.</summary>
    public Element? SeeOwn(Element resource) => See($"{resource.Type.Name}/{resource.ChildText("id")}", resource, origins.Own);

    /// <summary>The labels of a resource that a source has whole, or is to have, whoever asks.</summary>
    public LabelSet LabelsOf(Element resource, SourceProfile source) => session.LabelsOf(resource, origins.Of(source));

    /// <summary>Decides a resource and tells why, rule by rule; for explanations, which disclose nothing of it.</summary>
    public Decided Explain(RecordResource resource) => session.Decide(resource.Resource, origins.Of(resource.Source), _consents, explain: true);

    /// <summary>An outcome of the gateway's own, as this kind of caller may read it.</summary>
    public Element? Own(Element outcome) => scopes.Apply(outcome) is { } scoped ? session.Decide(scoped, origins.Own, PersonConsents.None).Shown : null;

    /// <summary>Lets an answer go, once what is disclosed with it is on the disk of the audit trail.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <param name="meanwhile">Is given what will leave while the trail is being stored, to write it out; that may leave when the task has ended and not before.</param>
    /// <exception cref="LedgerUnavailableException">The trail cannot be written: nothing is disclosed.</exception>
    public Task<Released> ReleaseAsync(Element answer, CancellationToken cancellation, Action<Element>? meanwhile = null) => ReleaseAsync(answer, Addresses(answer), cancellation, meanwhile);

    /// <summary>Lets an answer go that tells of those versions.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="versions">What it tells of: <c>Type/id</c> and the version.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public Task<Released> ReleaseAsync(Element answer, IEnumerable<(string Address, string Version)> versions, CancellationToken cancellation) => ReleaseAsync(answer, versions.Select(v => VersionAddress(v.Address, v.Version)), cancellation);

    /// <summary>Lets an answer go whose resources bear other addresses than those by which they were seen here, once what is disclosed with it is on the disk of the audit trail.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="addresses">What is disclosed with it, as it was seen here.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <param name="meanwhile">Is given what will leave while the trail is being stored, to write it out; that may leave when the task has ended and not before.</param>
    public async Task<Released> ReleaseAsync(Element answer, IEnumerable<string> addresses, CancellationToken cancellation, Action<Element>? meanwhile = null)
    {
        List<string> disclosed = [.. addresses];
        var written = WriteAsync(disclosed, cancellation);
        var labelled = LabelledAnswer.Of(answer, (resource, place) => LabelsOf(resource, place, disclosed));
        meanwhile?.Invoke(labelled);
        await written;
        return Released.Decided(labelled);
    }

    /// <summary>The leave for what a source has of a type to pass unread: definitions and terminology, which are about nobody and so leave nothing in the trail. Null where that may not be.</summary>
    public Passage? Pass(SourceProfile source, string type) => caller.May(Interaction.Read, type) && session.PassesWhole(type, origins.Of(source)) ? Passage.Decided(type) : null;

    /// <summary>The leave for content to pass unread that belongs to a resource, where the caller sees both whole and once that is on the disk of the audit trail. Null where that may not be.</summary>
    /// <param name="content">What is known of the content beforehand: a Binary that names its security context.</param>
    /// <param name="context">The resource that it belongs to.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public async Task<Passage?> PassAsync(RecordResource content, RecordResource context, CancellationToken cancellation)
    {
        if (!caller.May(Interaction.Read, content.Type) || !SeesWhole(context) || !SeesWhole(content))
            return null;
        await WriteAsync([content.Address], cancellation);
        return Passage.Decided(content.Address);
    }

    /// <summary>Lets go what the caller itself has just stored about a person, once that is on the disk of the audit trail.</summary>
    public Task<Released> ReleaseOwnAsync(Element stored, string? patient, CancellationToken cancellation) =>
        ReleaseAboutAsync(Labelled(stored, origins.Own), $"{stored.Type.Name}/{stored.ChildText("id")}", patient is null ? [] : [patient], cancellation);

    /// <summary>Lets go what the gateway says about a resource of those persons, once that is on the disk of the audit trail.</summary>
    public async Task<Released> ReleaseAboutAsync(Element answer, string address, IReadOnlyList<string> patients, CancellationToken cancellation)
    {
        var said = new Viewed(address, new Decided { Shown = answer, Verdict = Verdict.Permit, Row = "own", Patients = patients });
        await audit.WriteAsync(caller, request with { Address = address }, session.PolicyVersion, persons.Persons, [said], [], cancellation);
        return Released.Decided(answer);
    }

    /// <summary>Writes the trail of a change into the unit of work that makes it, so that neither is there without the other. What was stored may leave once that is on the disk.</summary>
    /// <param name="unit">The unit of work.</param>
    /// <param name="interaction">What is done, in the words of FHIR's interactions.</param>
    /// <param name="address">What it is done to; it was seen, or was the caller's to write unseen.</param>
    /// <param name="stored">What was stored; of a delete, what was there; of a message, its answer.</param>
    /// <param name="patients">Whom it is about, where that was not seen.</param>
    /// <param name="source">Who has it or is to have it; null for the gateway itself.</param>
    /// <returns>What was stored, with the labels that it has when it is read.</returns>
    public Released Record(LedgerSession unit, string interaction, string address, Element stored, IReadOnlyList<string>? patients = null, SourceProfile? source = null)
    {
        var viewed = _viewed.GetValueOrDefault(address) is { } known ? known.Decided.Shown is null ? known with { Decided = known.Decided with { Shown = stored, Verdict = Verdict.Permit, Row = "own" } } : known
            : new Viewed(address, new Decided { Shown = stored, Verdict = Verdict.Permit, Row = "own", Patients = patients ?? [] });
        foreach (var entry in audit.Entries(caller, request with { Interaction = interaction, Address = address }, session.PolicyVersion, persons.Persons, [viewed], []))
            unit.Audit(entry);
        return Released.Decided(Labelled(stored, source is null ? origins.Own : origins.Of(source)));
    }

    /// <summary>Records that nothing was disclosed: refused and not there are one answer, and leave as much behind.</summary>
    public Task RefuseAsync(CancellationToken cancellation) =>
        audit.WriteAsync(caller, request with { IsRefused = true }, session.PolicyVersion, persons.Persons, [], [.. _viewed.Values.Where(v => v.Decided.Shown is null)], cancellation);

    private Element? See(string address, Element resource, DataOrigin origin)
    {
        // What the scopes do not open is not decided, and tells nothing in the trail but that it was asked for.
        if (scopes.Apply(resource) is not { } scoped)
            return null;
        // What was loaded from files tells of nobody, and nobody's consent is asked about it.
        if (origin.Kind == DefinitionSource.Name && LoadedDefinitions.Types.Contains(resource.Type.Name))
            return scoped;
        IReadOnlyList<string>? about = null;
        if (SecurityContexts.Of(resource) is { } context && !_open.TryGetValue(context, out about))
            return null;
        // Who looked at a person's data is the controller's to account for, whatever the person consents to.
        var decided = session.Decide(scoped, origin, IsAccount(resource, origin) ? PersonConsents.None : _consents);
        _viewed[address] = new Viewed(address, about is null ? decided : decided with { Patients = about });
        return decided.Shown;
    }

    private Task WriteAsync(IEnumerable<string> addresses, CancellationToken cancellation)
    {
        List<Viewed> shown = [.. addresses.Select(a => _viewed.GetValueOrDefault(a)).OfType<Viewed>()];
        List<Viewed> withheld = [.. _viewed.Values.Where(v => v.Decided.Shown is null)];
        return session.IsEmergency(persons.Persons) ? audit.WriteInEmergencyAsync(caller, request, session.PolicyVersion, persons.Persons, shown, withheld, cancellation)
            : audit.WriteAsync(caller, request, session.PolicyVersion, persons.Persons, shown, withheld, cancellation);
    }

    // By the address under which it was seen: that of its version, its own, or where it leaves under another id that of its place among what is disclosed.
    private LabelSet? LabelsOf(Element resource, int place, List<string> disclosed)
    {
        var address = $"{resource.Type.Name}/{resource.ChildText("id")}";
        var seen = resource["meta"].FirstOrDefault() is { IsNone: false } meta && meta.ChildText("versionId") is { } version ? _viewed.GetValueOrDefault(VersionAddress(address, version)) : null;
        seen ??= _viewed.GetValueOrDefault(address);
        if (seen is null && place < disclosed.Count && disclosed[place].StartsWith($"{resource.Type.Name}/", StringComparison.Ordinal))
            seen = _viewed.GetValueOrDefault(disclosed[place]);
        return seen?.Decided.Shown is null ? null : session.LabelsOf(resource, seen.Decided);
    }

    private Element Labelled(Element stored, DataOrigin origin) => stored.Type.Name == "Bundle" ? stored : LabelledAnswer.Of(stored, (resource, _) => session.LabelsOf(resource, origin));

    private static string VersionAddress(string address, string version) => $"{address}/_history/{version}";

    private static bool IsAccount(Element resource, DataOrigin origin) => origin.Kind is "audit" or LedgerSource.Name
        && (resource.Type.Name == "AuditEvent" || (resource.Type.Name == "Task" && (EmergencyTask.Is(resource, EmergencyTask.Grant) || EmergencyTask.Is(resource, EmergencyTask.Review))));

    private static IEnumerable<string> Addresses(Element answer) => answer.Type.Name == "Bundle"
        ? answer["entry"].SelectMany(e => e["resource"]).SelectMany(Addresses)
        : answer.ChildText("id") is { } id ? [$"{answer.Type.Name}/{id}"] : [];
}
