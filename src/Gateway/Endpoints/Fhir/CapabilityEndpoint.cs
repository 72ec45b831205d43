using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using Gateway.Disclosures;
using Gateway.Endpoints.Fhir.Binaries;
using Gateway.Endpoints.Fhir.Bundles;
using Gateway.Endpoints.Fhir.Changes;
using Gateway.Endpoints.Fhir.Patches;
using Gateway.Endpoints.Fhir.Routing;
using Gateway.Federation.Own;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;
using Gateway.Fhir.Search;
using Gateway.Fhir.Search.Results;
using Gateway.Hosting;
using Gateway.Security;
using Gateway.Security.Issuing;
using Gateway.Sources;

namespace Gateway.Endpoints.Fhir;

/// <summary>The CapabilityStatement (http://hl7.org/fhir/R4/capabilitystatement.html), made of what was loaded and of the routes that there are.</summary>
internal sealed class CapabilityEndpoint(IReadOnlyList<IResourceSource> sources, LedgerSource own, KnownAddresses addresses, SearchContext context, LoadedArea area, FhirAddress address, ChangeDesk desk, TokenAddress tokens, TimeProvider time)
{
    // What it says changes with the address alone by which the caller knows the gateway; anybody may ask for it.
    private const int MostKept = 4;
    private static readonly string[] s_formats = [FhirFormat.Json, FhirFormat.Xml];
    private readonly ConcurrentDictionary<string, (Element Statement, string Version)> _kept = new(StringComparer.Ordinal);
    private readonly string _made = time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public IResult Get(HttpContext http)
    {
        var root = address.Of(http.Request);
        if (!_kept.TryGetValue(root, out var made))
        {
            var statement = Made(root);
            made = (statement, Convert.ToHexStringLower(SHA256.HashData(FhirJson.ToUtf8(statement)))[..16]);
            if (_kept.Count < MostKept)
                _kept.TryAdd(root, made);
        }

        var (part, fault) = PartAsked.Of("CapabilityStatement", http.Request.QueryString.Value ?? "", context);
        if (part is null)
            return FhirAnswer.Of(fault!);
        var given = ResourceSubset.Of(made.Statement, part);
        return new FhirAnswer(Released.Own(given)) { Version = given == made.Statement ? made.Version : null, IsConditional = given == made.Statement };
    }

    private Element Made(string root)
    {
        var statement = ElementDraft.New(DefinitionSet.R4.FindType("CapabilityStatement")!);
        statement.AddText("status", "active").AddText("date", _made).AddText("kind", "instance").AddText("fhirVersion", "4.0.1");
        foreach (var format in s_formats)
            statement.AddText("format", format);
        foreach (var format in Has("PATCH", "Patient/1") ? (string[])["application/json-patch+json", .. s_formats] : [])
            statement.AddText("patchFormat", format);
        statement.Add("software").AddText("name", "Health and Justice Gateway");
        statement.Add("implementation").AddText("description", $"Health and Justice Gateway, {area.Area.Title}").AddText("url", root);
        var rest = statement.Add("rest").AddText("mode", "server");
        rest.AddText("documentation", string.Create(CultureInfo.InvariantCulture, $"A resource that is written has at most {desk.MaxBytes("Basic")} bytes, a patch {PatchBody.MaxBytes}, a batch or transaction {BundleEndpoint.MaxBytes}."));
        AddSecurity(rest.Add("security"));
        foreach (var type in sources.SelectMany(s => s.Profile.Types).Where(context.Parameters.HasType).Distinct().Order(StringComparer.Ordinal))
            Add(rest.Add("resource"), type);
        foreach (var (code, method, path) in ((string, string, string)[])[("history-system", "GET", "_history"), ("batch", "POST", ""), ("transaction", "POST", ""), ("search-system", "GET", "")])
            if (Has(method, path))
                rest.Add("interaction").AddText("code", code);
        AddOperations(rest, null);
        return statement.Build();
    }

    // The extension oauth-uris of SMART wants an address where people authorise, which systems that sign for themselves have none of.
    private void AddSecurity(ElementDraft security)
    {
        security.Add("service").Add("coding").AddText("system", "http://terminology.hl7.org/CodeSystem/restful-security-service").AddText("code", "SMART-on-FHIR");
        security.AddText("description", tokens.IsKnown
            ? $"Bearer tokens with SMART v2 scopes, which registered systems get at {tokens.Token} (SMART Backend Services; {tokens.Issuer}{OpenPaths.SmartConfiguration} says the rest). Nothing but that and this statement is served without one."
            : "Bearer tokens with SMART v2 scopes, of the issuers that the deployment trusts. Nothing but this statement is served without one.");
    }

    private void Add(ElementDraft resource, string type)
    {
        var (isOwn, holders) = (own.Profile.Types.Contains(type), sources.Where(s => s != (IResourceSource)own && s.Profile.Types.Contains(type)).Select(s => s.Profile.Title).ToList());
        resource.AddText("type", type).AddText("documentation", $"{Words(isOwn, holders, [.. sources.Where(s => s.Profile.Writes.Contains(type)).Select(s => s.Profile.Title)])}{(isOwn && type == "Binary" ? string.Create(CultureInfo.InvariantCulture, $" Content that is sent as bytes has at most {BinaryEndpoint.MostBytes(desk.MaxBytes(type))}.") : "")}");
        foreach (var code in Interactions(type, isOwn))
            resource.Add("interaction").AddText("code", code);
        resource.AddText("versioning", isOwn ? "versioned" : "no-version").AddText("readHistory", isOwn ? "true" : "false").AddText("updateCreate", isOwn ? "true" : "false");
        resource.AddText("conditionalCreate", isOwn ? "true" : "false").AddText("conditionalRead", "full-support").AddText("conditionalUpdate", isOwn ? "true" : "false");
        resource.AddText("conditionalDelete", IsDeleted(type, isOwn) ? "multiple" : "not-supported").AddText("searchInclude", "*").AddText("searchRevInclude", "*");
        foreach (var parameter in context.Parameters.Of(type).Where(p => p.Refusal is null))
            resource.Add("searchParam").AddText("name", parameter.Code).AddText("definition", parameter.Facts.Url).AddText("type", parameter.Type.ToString().ToLowerInvariant());
        AddOperations(resource, type);
    }

    private IEnumerable<string> Interactions(string type, bool isOwn)
    {
        yield return "read";
        yield return "search-type";
        yield return "vread";
        yield return "history-instance";
        if (isOwn)
            yield return "history-type";
        if (!isOwn && !sources.Any(s => s.Profile.Writes.Contains(type)))
            yield break;
        yield return "create";
        yield return "update";
        if (Has("PATCH", $"{type}/1"))
            yield return "patch";
        if (IsDeleted(type, isOwn))
            yield return "delete";
    }

    // A consent is withdrawn by its status.
    private static bool IsDeleted(string type, bool isOwn) => isOwn && type != "Consent";

    private static string Words(bool isOwn, List<string> holders, List<string> writers) => holders.Count == 0 ? "Kept here."
        : $"{(isOwn ? "Kept here, and asked" : "Asked")} of: {string.Join("; ", holders)}. Of what others hold the present version alone is given, and nothing is changed here but Tasks by who owns them{(writers.Count == 0 ? "" : $", and this type, which is made and changed in: {string.Join("; ", writers)}")}.";

    private bool Has(string method, string path) => addresses.MethodsOf($"{FhirAddress.Path}{(path.Length > 0 ? "/" : "")}{path}").Contains(method);

    private static void AddOperations(ElementDraft holder, string? type)
    {
        foreach (var operation in FhirOperation.All.Where(o => o.Type == type || (type is not null && o.Type == "Resource")))
            holder.Add("operation").AddText("name", operation.Name).AddText("definition", operation.Definition);
    }
}
