using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;
using Gateway.Fhir.Outcomes;
using Gateway.Mapping.Records;
using Gateway.Sources.Http;
using Gateway.Sources.Interfaces;
using Gateway.Sources.Records;

namespace Gateway.Sources.Trust;

/// <summary>Asks a trust's FHIR R4 server, whose answers about one person become one record.</summary>
internal sealed class R4Client(SourceConnection connection, RecordMap records, Uri address, TrustOptions options)
{
    /// <summary>The letter that locators of a person's records begin with.</summary>
    public const char Letter = 'f';

    /// <summary>The letter before the id of one resource, where that is no UUID.</summary>
    public const char IdLetter = 'i';
    public static readonly IReadOnlySet<string> Types = new HashSet<string> { "Patient", "MedicationStatement", "MedicationRequest", "AllergyIntolerance", "Condition" };
    private const int PageSize = 100;
    private readonly FhirPages _pages = new(connection, new Uri(SourceConnection.Folder(address), options.R4Path), options.R4Path);

    /// <summary>All that the trust has of those types about the person with that NHS number.</summary>
    public async Task SearchAsync(string operation, string number, IReadOnlyCollection<string> types, int atMost, GatheredRecords into, CancellationToken cancellation)
    {
        var token = Uri.EscapeDataString($"{Systems.NhsNumber}|{number}");
        string[] wanted = [.. types.Where(t => Types.Contains(t) && t != "Patient")];
        var patients = ListAsync(operation, $"Patient?identifier={token}&_count={PageSize}", atMost, cancellation);
        var parts = await Task.WhenAll(wanted.Select(t => ListAsync(operation, $"{t}?patient.identifier={token}&_count={PageSize}", atMost, cancellation))).ConfigureAwait(false);
        var people = await patients.ConfigureAwait(false);
        foreach (var part in parts.Prepend(people))
            part.Tell(into);
        if (people.Resources.Where(r => r.Type.Name == "Patient").ToArray() is not { Length: > 0 } found)
            return;
        var ids = found.Select(p => p.ChildText("id")).ToHashSet();
        var own = parts.SelectMany(p => p.Resources).Where(r => R4Content.PatientOf(r) is not { } id || ids.Contains(id)).ToArray();
        if (own.Length < parts.Sum(p => p.Resources.Count))
            into.Refuse(FaultKind.Value, "A resource is about another person than was asked for.");
        Map(R4Content.Collection(found.Concat(own)), $"{Letter}{number}", number, null, into);
    }

    /// <summary>One resource with the Patient that it is about.</summary>
    public async Task ReadAsync(string type, string id, GatheredRecords into, CancellationToken cancellation)
    {
        var (resource, version) = await GetAsync(type, id, into, cancellation).ConfigureAwait(false);
        if (resource.IsNone)
            return;
        var patient = type == "Patient" ? resource
            : R4Content.PatientOf(resource) is { } person ? (await GetAsync("Patient", person, into, cancellation).ConfigureAwait(false)).Resource : default;
        if (!patient.IsNone)
            Map(R4Content.Collection(type == "Patient" ? [resource] : [patient, resource]), LocatorOf(id), null, version, into);
        else if (into.State == SourceState.NothingKnown)
            into.Refuse(FaultKind.Value, "The resource is about nobody who is known.");
    }

    public async Task<SourceWrite> WriteAsync(SourceChange change, CancellationToken cancellation)
    {
        var id = IdOf(change.Locator);
        var body = FhirJson.ToUtf8(id is null ? Marked(change) : change.Content);
        var reply = await connection.SendAsync(
            new SourceCall(id is null ? "create" : "update", id is null ? HttpMethod.Post : HttpMethod.Put, $"{options.R4Path}{change.Type}{(id is null ? "" : $"/{id}")}")
            {
                Accepts = SourceCall.Fhir,
                Body = body,
                ContentType = "application/fhir+json",
                Match = change.Version,
                // What was made by an attempt whose answer was lost is not made twice (http://hl7.org/fhir/R4/http.html#ccreate).
                Key = id is null ? ("If-None-Exist", $"identifier={Uri.EscapeDataString($"{Systems.Change}|{change.Key}")}") : null,
                MayBeEmpty = true,
            }, cancellation).ConfigureAwait(false);
        var write = Refusals.WriteOf(reply);
        if (!reply.IsAnswered || reply.Body.Length == 0 || Read(reply.Body, change.Type) is not { IsNone: false } written || written.ChildText("id") is not { } given)
            return write;
        return write with { Record = new SourceRecord { Locator = LocatorOf(given), Bundle = R4Content.Collection([written]), Version = reply.Version } };
    }

    private static Element Marked(SourceChange change)
    {
        var draft = change.Content.Edit();
        draft.Add("identifier").AddText("system", Systems.Change).AddText("value", change.Key);
        return draft.Build();
    }

    /// <summary>The id of the resource that a locator names; null when it names none.</summary>
    public static string? IdOf(string? locator) =>
        Guid.TryParseExact(locator, "D", out _) ? locator : locator is { Length: > 1 } && locator[0] == IdLetter ? locator[1..] : null;

    /// <summary>The locator of a resource that has that id in a FHIR server.</summary>
    public static string LocatorOf(string id) => Guid.TryParseExact(id, "D", out _) ? id : Locators.Of($"{IdLetter}{id}");

    private async Task<(Element Resource, string? Version)> GetAsync(string type, string id, GatheredRecords into, CancellationToken cancellation)
    {
        var reply = await connection.SendAsync(SourceCall.Get("read", $"{options.R4Path}{type}/{Uri.EscapeDataString(id)}") with { Accepts = SourceCall.Fhir }, cancellation).ConfigureAwait(false);
        into.Age(reply.Date);
        if (reply.IsAnswered && Read(reply.Body, type) is { IsNone: false } resource && resource.ChildText("id") == id)
            return (resource, reply.Version);
        if (reply.Status is not (404 or 410) || !FhirRefusal.Has(reply, "not-found", "deleted"))
            into.Lose(reply.IsAnswered ? SourceReply.Of(SourceState.Failed) : reply);
        return default;
    }

    private Task<R4Listing> ListAsync(string operation, string query, int atMost, CancellationToken cancellation) => _pages.ListAsync(operation, query, atMost, FhirPages.Read, cancellation);

    private void Map(Element bundle, string locator, string? number, string? version, GatheredRecords into) =>
        records.Add(new RecordReading { Root = bundle, Number = 1, Line = 1 }, locator, into, version, b => number is null ? null : TrustPatient.Check(b, number));

    private static Element Read(byte[] body, string type)
    {
        var read = FhirPages.Read(body);
        return !read.IsNone && read.Type.Name == type ? read : default;
    }
}
