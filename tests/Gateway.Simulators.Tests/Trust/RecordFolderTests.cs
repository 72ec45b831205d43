using System.Text;
using System.Text.Json.Nodes;
using Gateway.Simulators.Tests.Records;
using Gateway.Simulators.Tests.Serving;

namespace Gateway.Simulators.Tests.Trust;

public class RecordFolderTests(RecordFolderTests.Loaded systems) : IClassFixture<RecordFolderTests.Loaded>
{
    [Fact]
    public async Task Each_file_gets_a_number_of_its_own()
    {
        var files = JsonNode.Parse(await systems.Trust.GetStringAsync("control/records"))!.AsArray();

        files.Select(f => (f!["file"]!.ToString(), f["nhsNumber"]!.ToString())).Should().Equal(
            ("9991110003-again.json", "9991110003"), ("a-own.json", "9990001030"), ("b-same.json", "9990000018"), ("c-template.json", "9990000026"), ("d-broken.json", "9990000034"), ("e-nobody.json", "9990000042"));
    }

    [Fact]
    public async Task A_record_is_served_under_its_number_and_its_patient_bears_it()
    {
        var own = await Ask("9990001030");
        var template = JsonNode.Parse(await Ask("9990000026"))!;

        Encoding.UTF8.GetString(own).Should().Be(Loaded.Record("9990001030"));
        template["entry"]![0]!["resource"]!["identifier"]![0]!["value"]!.ToString().Should().Be("9990000026");
    }

    [Fact]
    public async Task Broken_files_are_served_as_they_are()
    {
        Encoding.UTF8.GetString(await Ask("9990000034")).Should().Be("{\"resourceType\":\"Bundle\",");
        Encoding.UTF8.GetString(await Ask("9990000042")).Should().Be("{\"resourceType\":\"Bundle\",\"type\":\"collection\"}");
    }

    private async Task<byte[]> Ask(string number)
    {
        using var response = await systems.Trust.PostAsync("gpconnect/fhir/Patient/$gpc.getstructuredrecord", Systems.Body(StructuredQuestion.For(number)));
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsByteArrayAsync();
    }

    public sealed class Loaded : Systems
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("records").FullName;

        public override SimulatorOptions Options
        {
            get
            {
                File.WriteAllText(Path.Combine(_folder, "a-own.json"), Record("9990001030"));
                File.WriteAllText(Path.Combine(_folder, "b-same.json"), Record("9990001030"));
                File.WriteAllText(Path.Combine(_folder, "c-template.json"), Record("{{number}}"));
                File.WriteAllText(Path.Combine(_folder, "9991110003-again.json"), Record("1234567890"));
                File.WriteAllText(Path.Combine(_folder, "d-broken.json"), "{\"resourceType\":\"Bundle\",");
                File.WriteAllText(Path.Combine(_folder, "e-nobody.json"), "{\"resourceType\":\"Bundle\",\"type\":\"collection\"}");
                return new SimulatorOptions { People = 10, Records = _folder };
            }
        }

        internal static string Record(string number) =>
            """{"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":"Patient","id":"p","identifier":[{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"NUMBER"}]}}]}""".Replace("NUMBER", number);
    }
}
