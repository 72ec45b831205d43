using Gateway.Disclosures;
using Gateway.Federation;
using Gateway.Federation.Asking;
using Gateway.Federation.Records;
using Gateway.Fhir.Elements;
using Gateway.Sources;
using Gateway.Sources.Interfaces;

namespace Gateway.Proxy;

/// <summary>
/// What the caller of one request sees of a source's own interface: (1) the resources are given the gateway's ids; (2) the Patients that they refer to are read from the source, so that it is known who
/// they are and what they consented to; (3) each is decided and redacted as on every other path; (4) what is seen is given back under the source's own ids.
/// </summary>
internal sealed class ProxySession(FhirInterface source, string outer, AddressRewriter rewriter, ProxiedResources resources, Gathering gathering, Viewing viewing, int mostPatients)
{
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    public Viewing Viewing => viewing;

    public FhirInterface Source => source;

    /// <summary>The address of the interface as callers reach it.</summary>
    public string Outer => outer;

    public AddressRewriter Rewriter => rewriter;

    public IReadOnlyCollection<RecordResource> All => gathering.Resources;

    public string? Address(string type, string own) => resources.Address(type, own);

    /// <summary>What the caller wrote, as the source is sent it.</summary>
    public Element Inner(Element written) => resources.Inner(written);

    /// <summary>Takes in resources; what kept the source from telling who they are about, or null. Those that cannot be named are left out.</summary>
    /// <param name="given">The resources.</param>
    /// <param name="version">The version of the one that there is.</param>
    /// <param name="cancellation">Ends the asking.</param>
    /// <param name="name">By what the one is named that is yet to be.</param>
    public async Task<(IReadOnlyList<RecordResource> Added, FhirReply? Failure)> AddAsync(IEnumerable<Element> given, string? version, CancellationToken cancellation, string? name = null)
    {
        var added = given.Select(r => resources.Sealed(r, version, name)).OfType<RecordResource>().ToList();
        gathering.Add(Answer(added));
        _asked.UnionWith(added.Where(r => r.Type == "Patient").Select(r => resources.Outer(r.Resource).ChildText("id")).OfType<string>());
        var missing = resources.Patients.Where(p => _asked.Count < mostPatients && _asked.Add(p)).ToList();
        var replies = await Task.WhenAll(missing.Select(p => source.ReadAsync($"Patient/{p}", rewriter, cancellation)));
        if (replies.FirstOrDefault(r => r.State != SourceState.Answered && !r.IsMissing) is { } failure)
            return (added, failure);
        gathering.Add(Answer(replies.Zip(missing, (r, p) => IsPatient(r.Resource, p) ? resources.Sealed(r.Resource) : null).OfType<RecordResource>()));
        await viewing.KnowAsync(gathering, cancellation);
        return (added, null);
    }

    /// <summary>A resource as the caller sees it, under the source's own ids; null when it does not.</summary>
    public Element? See(RecordResource resource) => viewing.See(resource) is { } seen ? Given(seen) : null;

    /// <summary>What is seen of a resource, under the source's own ids.</summary>
    public Element Given(Element seen) => resources.Outer(seen);

    private GatheredAnswer Answer(IEnumerable<RecordResource> found) => new(new SourceReport(source.Source, SourceState.Answered), [.. found]);

    private static bool IsPatient(Element resource, string id) => !resource.IsNone && resource.Type.Name == "Patient" && resource.ChildText("id") == id;
}
