using System.Globalization;
using Gateway.Disclosures;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Search;
using Gateway.Hosting;
using Gateway.Sources;

namespace Gateway.Endpoints.Fhir;

/// <summary>The CapabilityStatement (http://hl7.org/fhir/R4/capabilitystatement.html), made of what was loaded.</summary>
internal sealed class CapabilityEndpoint(IReadOnlyList<IResourceSource> sources, SearchContext context, LoadedArea area, FhirAddress address, TimeProvider time)
{
    private readonly string _made = time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public IResult Get(HttpContext http)
    {
        var statement = ElementDraft.New(DefinitionSet.R4.FindType("CapabilityStatement")!);
        statement.AddText("status", "active").AddText("date", _made).AddText("kind", "instance").AddText("fhirVersion", "4.0.1");
        statement.AddText("format", "json").AddText("format", "xml");
        statement.Add("software").AddText("name", "Health and Justice Gateway");
        statement.Add("implementation").AddText("description", $"Health and Justice Gateway, {area.Area.Title}").AddText("url", address.Of(http.Request));
        var rest = statement.Add("rest").AddText("mode", "server");
        var security = rest.Add("security");
        security.Add("service").Add("coding").AddText("system", "http://terminology.hl7.org/CodeSystem/restful-security-service").AddText("code", "SMART-on-FHIR");
        security.AddText("description", "Bearer tokens with SMART v2 scopes. Nothing but this statement is served without one.");
        foreach (var type in sources.SelectMany(s => s.Profile.Types).Where(context.Parameters.HasType).Distinct().Order(StringComparer.Ordinal))
            Add(rest.Add("resource"), type);
        AddOperations(rest, null);
        return new FhirAnswer(Released.Own(statement.Build()));
    }

    private void Add(ElementDraft resource, string type)
    {
        resource.AddText("type", type);
        foreach (var code in type == "Task" ? (string[])["read", "update", "search-type"] : ["read", "search-type"])
            resource.Add("interaction").AddText("code", code);
        resource.AddText("versioning", "no-version").AddText("searchInclude", "*").AddText("searchRevInclude", "*");
        foreach (var parameter in context.Parameters.Of(type))
            resource.Add("searchParam").AddText("name", parameter.Code).AddText("definition", parameter.Facts.Url).AddText("type", parameter.Type.ToString().ToLowerInvariant());
        AddOperations(resource, type);
    }

    private static void AddOperations(ElementDraft holder, string? type)
    {
        foreach (var operation in FhirOperation.All.Where(o => o.Type == type || (type is not null && o.Type == "Resource")))
            holder.Add("operation").AddText("name", operation.Name).AddText("definition", operation.Definition);
    }
}
