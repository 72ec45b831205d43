using FsCheck;
using FsCheck.Fluent;

namespace Gateway.EndToEnd.Tests.Surface;

/// <summary>Draws requests over the routes of a host: any method, type, coding, size, cursor, id and parameter. Values bear a mark, which must not come back; names may.</summary>
internal static class FuzzedRequests
{
    public const string Mark = "Zq8Marked";
    private static readonly string s_long = new('x', 300);
    private static readonly string[] s_methods = ["GET", "GET", "GET", "HEAD", "POST", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"];
    private static readonly string[] s_values = ["Patient", "Observation", "Task", "Consent", "AuditEvent", "Binary", "Bundle", "$validate", "_search", "_history", "1", "0", "-1", "99999999999999999999", Mark, $"{Mark}'--", s_long, "%00", "%ff", "%2e%2e%2f", "%E2%80%AE", "a b", ".", "*", "{id}", "patient"];
    private static readonly string[] s_types = ["application/json", "application/fhir+json", "application/fhir+json; charset=utf-16", "application/xml", "application/fhir+xml", "text/xml", "application/json-patch+json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain", Mark, ";;;", "application/json; charset=" + Mark];
    private static readonly string?[] s_accepts = [null, null, "*/*", "application/fhir+json", "application/fhir+xml", "application/json", "text/html", "text/csv", $"{Mark}/{Mark}", ",,,;q=", "application/fhir+json;q=0", "application/fhir+json; fhirVersion=9.9"];
    private static readonly string?[] s_codings = [null, null, null, "gzip", "br", "deflate", "identity", Mark];

    private static readonly string[] s_queries =
    [
        "", "", "_count=-1", "_count=0", "_count=99999999999999", $"_count={Mark}", $"_cursor={Mark}", "_cursor=", "_cursor=AAAA", "_sort=,,--", $"_sort={Mark}", $"name={Mark}", "name:exact=", "name:nothing=x", $"patient={Mark}", "patient=Patient/1", "identifier=|||", "identifier=%7C",
        $"_format={Mark}", "_format=xml", "_format=json", "_pretty=true", $"_summary={Mark}", "_summary=count", $"_elements={Mark}.x,,", "_include=*", $"_include={Mark}", "_revinclude=:::", "_has:::=", "_has:Observation:patient:code=1", $"date=gt{Mark}", "date=9999-99-99", "date=gt2020&date=lt2019", "%zz=%",
        "&&&=", "=", $"_since={Mark}", "_since=2020-01-01T00:00:00Z", "_at=..", $"_total={Mark}", $"_type={Mark},,", "_lastUpdated=ap0000", $"code=http://x|{Mark}", "birthdate=%00", "_id=%ff", $"{s_long}={s_long}", "a.b.c.d.e.f=1", "subject:Patient.name=x", "_filter=name eq x", "_query=x", "_contained=both", "reference=javascript:1", "url=http://127.0.0.1:1/",
    ];

    private static readonly string[] s_bodies =
    [
        "", "{", "{}", "[]", "null", "\"\"", "<", "<a/>", "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><a>&e;</a>", "\xff\xfe\x00", "long", new string('[', 5000),
        $$"""{"resourceType":"{{Mark}}"}""", """{"resourceType":"Patient"}""", $$"""{"resourceType":"Patient","id":"1","birthDate":"{{Mark}}"}""", $$"""{"resourceType":"Patient","name":[{"family":"{{Mark}}"}],"nothing":1}""",
        """{"resourceType":"Observation","status":"final"}""", """{"resourceType":"Parameters","parameter":[{"name":"resource"}]}""", $$"""[{"op":"{{Mark}}","path":"/{{Mark}}"}]""", """[{"op":"replace","path":"/","value":null}]""",
        """{"resourceType":"Bundle","type":"transaction","entry":[{"fullUrl":"urn:uuid:1","request":{"method":"PUT","url":"Patient/1"}},{"request":{"method":"DELETE","url":"Patient/1"}}]}""",
        $$$"""{"resourceType":"Bundle","type":"batch","entry":[{"request":{"method":"{{{Mark}}}","url":"{{{Mark}}}"}},{}]}""", """{"resourceType":"Bundle","type":"message","entry":[]}""", $"<Patient xmlns=\"http://hl7.org/fhir\"><birthDate value=\"{Mark}\"/></Patient>", $"name={Mark}&_count=-1", $"{{\"custodyNumber\":\"{Mark}\"}}",
    ];

    private static readonly (string, string)[] s_headers =
    [
        ("X-Request-Id", "fuzzed"), ("X-Request-Id", Mark), ("If-Match", Mark), ("If-Match", "W/\"-1\""), ("If-None-Match", "*"), ("If-Modified-Since", Mark), ("If-None-Exist", $"{Mark}="), ("If-None-Exist", "identifier=x"), ("Prefer", $"return={Mark}"), ("Prefer", "respond-async, handling=strict"),
        ("X-Purpose-Of-Use", Mark), ("X-Legal-Basis", Mark), ("X-Emergency-Grant", Mark), ("X-Forwarded-For", Mark), ("Range", "bytes=9-1"), ("X-HTTP-Method-Override", "DELETE"), ("Host", "elsewhere.example"), ("Cookie", $"a={Mark}"),
    ];

    /// <param name="routes">The patterns of the host's routes.</param>
    public static Arbitrary<Fuzzed> Over(IReadOnlyList<string> routes) => Arb.From(
        from route in Gen.Elements((IEnumerable<string>)routes)
        from values in Gen.ArrayOf(Gen.Elements(s_values), 4)
        from method in Gen.Elements(s_methods)
        from query in Gen.Elements(s_queries)
        from accept in Gen.Elements(s_accepts)
        from type in Gen.Elements(s_types)
        from coding in Gen.Elements(s_codings)
        from body in Gen.Elements(s_bodies)
        from header in Gen.Elements(s_headers)
        select new Fuzzed(method, Filled(route, values), query, accept, type, coding, body, header));

    private static string Filled(string route, string[] values)
    {
        var at = 0;
        return string.Join('/', route.Trim('/').Split('/').Select(part => part.StartsWith('{') ? values[at++ % values.Length] : part));
    }
}
