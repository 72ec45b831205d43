using System.Text.Json.Nodes;

namespace Gateway.EndToEnd.Tests.Native;

/// <summary>That what is described of a record is what its model says: elements, which must be there, which repeat, which values they have.</summary>
public sealed class DescribedModelTests
{
    public static TheoryData<string> Models => [.. new[] { "custody/HealthRequest", "custody/CustodyRecord", "arrest-report/ArrestReport", "escort-record/EscortRecord", "courts/DeliverRequest", "courts/RouteData", "courts/ResultedCaseMessage" }];

    [Theory]
    [MemberData(nameof(Models))]
    public void A_described_record_is_that_of_the_model(string model)
    {
        var (folder, name) = (model.Split('/')[0], model.Split('/')[1]);
        var definition = JsonNode.Parse(File.ReadAllBytes(Path.Combine(TestFolders.Repository, "profiles", "models", folder, $"StructureDefinition-{name}.json")))!;
        var elements = definition["differential"]!["element"]!.AsArray().Where(e => ((string)e!["path"]!).Contains('.')).Select(e => Said(e!));

        Described(Description.Document["components"]!["schemas"]![name]!, name).Should().BeEquivalentTo(elements);
    }

    private static string Said(JsonNode element)
    {
        var types = element["type"]!.AsArray().Select(t => (string)t!["code"]!).Select(t => t switch
        {
            "BackboneElement" => "object",
            "boolean" or "integer" => t,
            _ when t.StartsWith("https://", StringComparison.Ordinal) => t.Split('/')[^1],
            _ => "string",
        });
        return $"{((string)element["path"]!).Replace("[x]", "", StringComparison.Ordinal)} {((int)element["min"]! > 0 ? "due" : "free")} {((string)element["max"]! == "*" ? "many" : "one")} {string.Join('|', types.Order())}{(element["representation"]?[0]?.ToString() == "xmlAttr" ? " attribute" : "")}";
    }

    private static IEnumerable<string> Described(JsonNode schema, string path)
    {
        var required = schema["required"]?.AsArray().Select(r => (string)r!).ToHashSet() ?? [];
        foreach (var (name, part) in schema["properties"]?.AsObject() ?? [])
        {
            var (item, isMany) = (part!["items"] ?? part, part["items"] is not null || Alternatives(part).Any(a => (string?)a!["type"] == "array"));
            // What may come once or several times is said as both.
            var alternatives = Alternatives(item).Where(a => (string?)a!["type"] != "array").ToList();
            var types = alternatives.Select(a => (string?)a!["$ref"] ?? (string?)a["allOf"]?[0]?["$ref"] ?? (string)a["type"]!).Select(t => t.Split('/')[^1]);
            yield return $"{path}.{name} {(required.Contains(name) ? "due" : "free")} {(isMany ? "many" : "one")} {string.Join('|', types.Order())}{(item["xml"]?["attribute"] is not null ? " attribute" : "")}";
            foreach (var alternative in alternatives)
                foreach (var inner in Described(alternative!, $"{path}.{name}"))
                    yield return inner;
        }
    }

    private static IEnumerable<JsonNode?> Alternatives(JsonNode schema) => schema["anyOf"] is JsonArray several ? several : (IEnumerable<JsonNode?>)[schema];
}
