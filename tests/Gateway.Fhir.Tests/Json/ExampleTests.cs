using Gateway.Fhir.Json;
using Gateway.Fhir.Tests.Data;

namespace Gateway.Fhir.Tests.Json;

public sealed class ExampleTests
{
    [NeedsExamplesFact]
    public void Every_official_example_reads_and_writes_back_the_same_content()
    {
        var problems = new List<string>();
        var count = 0;
        foreach (var file in OfficialExamples.Files())
        {
            count++;
            var bytes = File.ReadAllBytes(file);
            var read = FhirJson.Read(bytes);
            if (!read.IsRead)
                problems.Add($"{Path.GetFileName(file)}: {string.Join(" | ", read.Faults.Take(3))}");
            else if (JsonContent.Difference(bytes, FhirJson.ToUtf8(read.Root)) is { } difference)
                problems.Add($"{Path.GetFileName(file)}: {difference}");
        }

        problems.Should().BeEmpty();
        count.Should().BeGreaterThan(5000);
    }
}
