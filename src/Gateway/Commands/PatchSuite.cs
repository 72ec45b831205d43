using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Fhir;
using Gateway.Fhir.Json;
using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Patches;

namespace Gateway.Commands;

/// <summary>
/// Runs a JSON array of patch cases: HL7's FHIRPath Patch cases (<c>input</c>, <c>diff</c>, <c>output</c> or <c>error</c>) and those of JSON Patch (<c>doc</c>, <c>patch</c>, <c>expected</c> or
/// <c>error</c>). A case with an error passes when the patch is refused, the others when what comes out is equal.
/// </summary>
internal static class PatchSuite
{
    public static int Run(FileInfo suite, Terminal terminal)
    {
        JsonArray? cases;
        try
        {
            cases = JsonNode.Parse(File.ReadAllBytes(suite.FullName)) as JsonArray;
        }
        catch (JsonException e)
        {
            return terminal.Refuse(suite.Name, $"{e.LineNumber + 1}:{e.BytePositionInLine + 1}: The suite is not JSON.");
        }

        if (cases is null)
            return terminal.Refuse(suite.Name, "1:1: The suite is not an array of cases.");
        int passed = 0, failed = 0, skipped = 0;
        foreach (var test in cases.OfType<JsonObject>())
        {
            var name = (test["name"] ?? test["comment"])?.ToString() ?? "a case without a name";
            if (test["disabled"]?.GetValueKind() == JsonValueKind.True)
                skipped++;
            else if (Failure(test) is { } failure)
            {
                failed++;
                terminal.Out.WriteLine($"FAIL {name}: {failure}");
            }
            else
                passed++;
        }

        terminal.Out.WriteLine($"{passed} passed, {failed} failed, {skipped} skipped");
        return failed == 0 ? CommandLine.Done : CommandLine.ContentFaults;
    }

    private static string? Failure(JsonObject test)
    {
        var (patched, faults) = test.ContainsKey("diff") ? Resource(test) : Document(test);
        if (test["error"] is not null)
            return faults.Count > 0 ? null : "the patch should be refused, and was applied";
        if (faults.Count > 0)
            return string.Join(" ", faults);
        var expected = test.ContainsKey("diff") ? "output" : "expected";
        return !test.ContainsKey(expected) || JsonNode.DeepEquals(patched, test[expected]) ? null : $"what came out differs: {patched?.ToJsonString() ?? "null"}";
    }

    private static (JsonNode? Patched, IReadOnlyList<Fault> Faults) Resource(JsonObject test)
    {
        var (input, diff) = (Read(test["input"]), Read(test["diff"]));
        if (!input.IsRead || !diff.IsRead)
            return (null, [.. input.Faults, .. diff.Faults]);
        var parse = PathPatch.Read(diff.Root);
        if (parse.Patch?.Apply(input.Root) is not { } patched)
            return (null, parse.Faults);
        return patched.IsRead ? (JsonNode.Parse(FhirJson.ToUtf8(patched.Root)), []) : (null, patched.Faults);
    }

    private static (JsonNode? Patched, IReadOnlyList<Fault> Faults) Document(JsonObject test)
    {
        var parse = JsonPatch.Read(JsonSerializer.SerializeToUtf8Bytes(test["patch"]));
        if (parse.Patch is not JsonPatch patch)
            return (null, parse.Faults);
        return patch.Apply(test["doc"], out var patched) is { } fault ? (null, [fault]) : (patched, []);
    }

    private static ReadResult Read(JsonNode? node) => FhirJson.Read(JsonSerializer.SerializeToUtf8Bytes(node));
}
