using System.Text.Json;
using Gateway.Sources.Tests.Data;
using Microsoft.AspNetCore.Http;

namespace Gateway.Sources.Tests.Terminology;

/// <summary>What a terminology server with three concepts of SNOMED CT, two of them in a value set, answers.</summary>
internal static class TerminologyAnswers
{
    private const string Sct = "http://snomed.info/sct";
    private const string NotFound = """{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"not-found"}]}""";

    public static Task Write(HttpContext context)
    {
        var (status, body) = context.Request.Path.Value switch
        {
            "/CodeSystem" => (200, Systems(context.Request.Query["url"].ToString())),
            "/ValueSet/$validate-code" => ValidateCode(Asked(context)),
            "/CodeSystem/$lookup" => Lookup(Asked(context)),
            "/CodeSystem/$subsumes" => Subsumes(Asked(context)),
            "/ConceptMap/$translate" => Translate(Asked(context)),
            "/ValueSet/$expand" => Expand(Asked(context)),
            _ => (404, ""),
        };
        return ScriptedServer.Write(context, "application/fhir+json; charset=utf-8", body, status);
    }

    // The body was read by the scripted server, which keeps it.
    private static Dictionary<string, string> Asked(HttpContext context)
    {
        using var json = JsonDocument.Parse((string)context.Items["body"]!);
        return json.RootElement.GetProperty("parameter").EnumerateArray().GroupBy(p => p.GetProperty("name").GetString()!)
            .ToDictionary(g => g.Key, g => g.First().EnumerateObject().First(p => p.Name.StartsWith("value", StringComparison.Ordinal)).Value.ToString());
    }

    private static (int Status, string Body) ValidateCode(Dictionary<string, string> asked) => asked["url"] != "http://vs/findings" ? (404, NotFound)
        : asked["system"] != Sct ? (200, Parameters("""{"name":"result","valueBoolean":false}""", """{"name":"x-caused-by-unknown-system","valueCanonical":"http://unknown"}"""))
        : (200, Parameters($$"""{"name":"result","valueBoolean":{{(asked["code"] is "404684003" or "1" ? "true" : "false")}}}"""));

    private static (int Status, string Body) Translate(Dictionary<string, string> asked) => (asked.GetValueOrDefault("url"), asked["code"]) switch
    {
        ("http://map/findings", "404684003") => (200, Parameters("""{"name":"result","valueBoolean":true}""",
            """{"name":"match","part":[{"name":"equivalence","valueCode":"wider"},{"name":"concept","valueCoding":{"system":"http://target","code":"F","display":"Finding"}},{"name":"source","valueUri":"http://map/findings"}]}""")),
        ("http://map/findings", _) => (200, Parameters("""{"name":"result","valueBoolean":false}""")),
        _ => (404, NotFound),
    };

    private static (int Status, string Body) Lookup(Dictionary<string, string> asked) => (asked["system"], asked["code"]) switch
    {
        (Sct, "404684003") => (200, Parameters("""{"name":"name","valueString":"SNOMED CT"}""", """{"name":"display","valueString":"Clinical finding"}""",
            """{"name":"designation","part":[{"name":"language","valueCode":"en"},{"name":"value","valueString":"Clinical finding (finding)"}]}""",
            """{"name":"property","part":[{"name":"code","valueCode":"inactive"},{"name":"value","valueBoolean":false}]}""")),
        (Sct, "1") => (200, Parameters("""{"name":"display","valueString":"Old"}""", """{"name":"property","part":[{"name":"code","valueCode":"inactive"},{"name":"value","valueBoolean":true}]}""")),
        (Sct, "138875005") => (200, Parameters("""{"name":"display","valueString":"SNOMED CT Concept"}""")),
        _ => (404, NotFound),
    };

    private static (int Status, string Body) Subsumes(Dictionary<string, string> asked) => (asked["codeA"], asked["codeB"]) switch
    {
        ("138875005", "404684003") => (200, Parameters("""{"name":"outcome","valueCode":"subsumes"}""")),
        ("404684003", "138875005") => (200, Parameters("""{"name":"outcome","valueCode":"subsumed-by"}""")),
        _ => (404, NotFound),
    };

    private static (int Status, string Body) Expand(Dictionary<string, string> asked)
    {
        if (asked["url"] != "http://vs/findings")
            return asked["url"] == "http://vs/huge" ? (422, NotFound.Replace("not-found", "too-costly", StringComparison.Ordinal)) : (404, NotFound);
        string[] members = [$$"""{"system":"{{Sct}}","code":"404684003","display":"Clinical finding"}""", $$"""{"system":"{{Sct}}","code":"1","display":"Old","inactive":true}"""];
        var page = members.Skip(int.Parse(asked["offset"], System.Globalization.CultureInfo.InvariantCulture)).Take(int.Parse(asked["count"], System.Globalization.CultureInfo.InvariantCulture));
        return (200, $$$"""{"resourceType":"ValueSet","status":"active","expansion":{"timestamp":"2026-01-01","total":2,"contains":[{{{string.Join(',', page)}}}]}}""");
    }

    private static string Systems(string url) => url == Sct
        ? $$$"""{"resourceType":"Bundle","type":"searchset","entry":[{"resource":{"resourceType":"CodeSystem","url":"{{{Sct}}}","status":"active","content":"not-present"}}]}"""
        : """{"resourceType":"Bundle","type":"searchset"}""";

    private static string Parameters(params string[] parameters) => $$"""{"resourceType":"Parameters","parameter":[{{string.Join(',', parameters)}}]}""";
}
