using System.Text.Json.Nodes;
using Gateway.Simulators.Tests.Records;
using Gateway.Simulators.Tests.Serving;

namespace Gateway.Simulators.Tests.Trust;

public class SharedRecordTests(SharedRecordTests.Shared systems) : IClassFixture<SharedRecordTests.Shared>
{
    [NeedsSharedFact]
    public async Task Published_records_are_served_with_all_that_is_in_them()
    {
        var files = JsonNode.Parse(await systems.Trust.GetStringAsync("control/records"))!.AsArray();
        files.Should().NotBeEmpty();
        foreach (var file in files)
        {
            using var response = await systems.Trust.PostAsync("gpconnect/fhir/Patient/$gpc.getstructuredrecord", Systems.Body(StructuredQuestion.For(file!["nhsNumber"]!.ToString())));
            var served = await response.Content.ReadAsStringAsync();

            Types(served).Should().Equal(Types(await File.ReadAllTextAsync(Path.Combine(Shared.Folder!, file["file"]!.ToString()))));
        }
    }

    private static IEnumerable<string> Types(string bundle) => JsonNode.Parse(bundle)!["entry"]!.AsArray().Select(e => e!["resource"]!["resourceType"]!.ToString());

    public sealed class Shared : Systems
    {
        public static string? Folder => TestFolders.Shared is { } shared ? Path.Combine(shared, "gp-connect-stu3") : null;

        public override SimulatorOptions Options => new() { People = 10, Records = Folder };
    }
}
