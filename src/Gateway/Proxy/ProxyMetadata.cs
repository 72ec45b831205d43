using Gateway.Disclosures;
using Gateway.Endpoints.Fhir;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Search;
using Gateway.Sources;
using Gateway.Sources.Interfaces;

namespace Gateway.Proxy;

/// <summary>What can be done with a source's interface through the gateway: of what the source says of itself, what the proxy passes on.</summary>
internal sealed class ProxyMetadata(ProxyFrame frame, SearchContext context)
{
    private static readonly string[] s_reads = ["read", "vread", "search-type"];
    private static readonly string[] s_writes = ["create", "update"];
    private static readonly string[] s_deletes = ["delete"];

    public async Task<IResult> GetAsync(FhirInterface source, HttpContext http)
    {
        var outer = frame.Outer(source, http.Request);
        var reply = await source.ReadAsync(ProxyPath.Metadata, new AddressRewriter(source.Addresses, outer), http.RequestAborted);
        if (reply.State != SourceState.Answered)
            return FhirAnswer.Of(ProxyProblems.Of(source.Source, reply));
        return reply.Resource is { IsNone: false, Type.Name: "CapabilityStatement" } said ? new FhirAnswer(Released.Own(Narrowed(said, source, outer))) : FhirAnswer.Of(ProxyProblems.Unusable(source.Source));
    }

    private Element Narrowed(Element said, FhirInterface source, string outer)
    {
        var statement = ElementDraft.New(DefinitionSet.R4.FindType("CapabilityStatement")!);
        statement.AddText("status", "active");
        if (said.ChildText("date") is { } date)
            statement.AddText("date", date);
        statement.AddText("kind", "instance").AddText("fhirVersion", "4.0.1").AddText("format", "json").AddText("format", "xml");
        statement.Add("implementation").AddText("description", $"{source.Source.Title}, through the gateway").AddText("url", outer);
        var rest = statement.Add("rest").AddText("mode", "server");
        rest.Add("security").AddText("description", "Bearer tokens of the gateway with its scope for this source. What is not shown to the caller is not found.");
        foreach (var resource in said["rest"].Where(r => r.ChildText("mode") == "server").SelectMany(r => r["resource"]))
            if (resource.ChildText("type") is { } type && context.Parameters.HasType(type) && ProxyEndpoint.IsPassed(type))
                Add(rest.Add("resource"), resource, type, source.Options);
        return statement.Build();
    }

    private void Add(ElementDraft draft, Element resource, string type, FhirInterfaceOptions options)
    {
        draft.AddText("type", type);
        var told = resource["interaction"].Select(i => i.ChildText("code")).ToHashSet();
        var isWritten = options.Writes.Contains(type);
        foreach (var code in s_reads.Concat(isWritten ? s_writes : []).Concat(options.Deletes.Contains(type) ? s_deletes : []).Where(told.Contains))
            draft.Add("interaction").AddText("code", code);
        // A patch is made here, and is an update there.
        if (isWritten && told.Contains("update"))
            draft.Add("interaction").AddText("code", "patch");
        foreach (var name in resource["searchParam"].Select(p => p.ChildText("name")).OfType<string>())
            if (context.Parameters.Find(type, name) is { } parameter)
                draft.Add("searchParam").AddText("name", name).AddText("definition", parameter.Facts.Url).AddText("type", parameter.Type.ToString().ToLowerInvariant());
    }
}
