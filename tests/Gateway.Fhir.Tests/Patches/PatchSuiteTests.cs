using System.Text;
using System.Text.Json.Nodes;
using Gateway.Fhir.Json;
using Gateway.Fhir.Patches;
using Gateway.Fhir.Tests.Data;

namespace Gateway.Fhir.Tests.Patches;

/// <summary>The official cases of both kinds of patch, whole.</summary>
public sealed class PatchSuiteTests
{
    [NeedsSharedFact]
    public void The_FHIRPath_Patch_cases_pass() => Cases("fhir-patch-tests-r4.json").Select(PathCase).Where(f => f is not null).Should().BeEmpty();

    [NeedsSharedFact]
    public void The_JSON_Patch_cases_pass() => Cases("json-patch-tests.json").Select(JsonCase).Where(f => f is not null).Should().BeEmpty();

    private static IEnumerable<JsonObject> Cases(string file)
    {
        var cases = JsonNode.Parse(File.ReadAllBytes(Path.Combine(TestFolders.Shared!, "suites", "patch", file)))!.AsArray();
        cases.Should().NotBeEmpty();
        return cases.Select(c => c!.AsObject());
    }

    private static string? PathCase(JsonObject test)
    {
        var parse = PathPatch.Read(FhirJson.Read(Utf8(test["diff"])).Root);
        var read = parse.Patch?.Apply(FhirJson.Read(Utf8(test["input"])).Root);
        var isRight = read is { IsRead: true } ? test["error"] is null && JsonContent.Difference(Utf8(test["output"]), FhirJson.ToUtf8(read.Root)) is null : test["error"] is not null;
        return isRight ? null : $"{test["name"]}: {string.Join(" ", parse.Faults.Concat(read?.Faults ?? []))}";
    }

    private static string? JsonCase(JsonObject test)
    {
        JsonNode? patched = null;
        var parse = JsonPatch.Read(Utf8(test["patch"]));
        var fault = parse.Patch is JsonPatch patch ? patch.Apply(test["doc"], out patched) : parse.Faults[0];
        var isRight = test["error"] is null ? fault is null && (!test.ContainsKey("expected") || JsonNode.DeepEquals(patched, test["expected"])) : fault is not null;
        return isRight ? null : $"{test["comment"]}: {fault}";
    }

    private static byte[] Utf8(JsonNode? node) => Encoding.UTF8.GetBytes(node!.ToJsonString());
}
