using Gateway.Fhir;
using Gateway.Fhir.Json;
using Gateway.Mapping.Language;
using Gateway.Mapping.Tests.Data;

namespace Gateway.Mapping.Tests.Language;

public sealed class RealMapTests
{
    [Fact]
    public void A_map_with_every_construct_stays_the_same_in_all_forms() => RoundTrip.Check(RoundTrip.Read(MapTexts.Everything));

    [NeedsSharedFact]
    public void Every_map_of_the_official_suite_reads_and_stays_the_same_in_all_forms()
    {
        var files = Directory.GetFiles(Suite, "*.map");
        files.Should().HaveCountGreaterThan(10);
        foreach (var file in files)
            RoundTrip.Check(RoundTrip.Read(File.ReadAllText(file)));
    }

    [NeedsSharedFact]
    public void The_structure_map_of_the_official_suite_is_the_map_that_is_written_beside_it()
    {
        var read = FhirJson.Read(File.ReadAllBytes(Path.Combine(Suite, "qr2cda-eval.json")), options: ReadOptions.Tolerant);
        var map = MapResource.Read(read.Root).Map!;
        RoundTrip.Check(map);
        var expected = MapText.Write(RoundTrip.Read(File.ReadAllText(Path.Combine(Suite, "qr2cda-eval.map"))));
        MapText.Write(map).Should().Be(expected.Replace("iif(src.is(QuestionnaireResponse),\"Hello CDA\",\"badbadbad\")", "iif(src.is(QuestionnaireResponse), 'Hello CDA', 'badbadbad')", StringComparison.Ordinal));
    }

    [NeedsExamplesFact]
    public void Every_official_example_of_a_structure_map_reads_and_stays_the_same_in_all_forms()
    {
        var files = Directory.GetFiles(TestFolders.Examples!, "StructureMap-*.json");
        files.Should().NotBeEmpty();
        foreach (var file in files)
        {
            var read = MapResource.Read(FhirJson.Read(File.ReadAllBytes(file)).Root);
            read.Faults.Should().BeEmpty();
            RoundTrip.Check(read.Map!);
        }
    }

    private static string Suite => Path.Combine(TestFolders.Shared!, "suites", "fml-fhir-test-cases", "r5");
}
