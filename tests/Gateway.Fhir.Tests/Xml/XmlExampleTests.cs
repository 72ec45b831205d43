using Gateway.Fhir.Json;
using Gateway.Fhir.Tests.Data;
using Gateway.Fhir.Xml;

namespace Gateway.Fhir.Tests.Xml;

public sealed class XmlExampleTests
{
    [NeedsExamplesFact]
    public void Every_official_example_comes_back_from_XML_with_the_same_content()
    {
        var problems = new List<string>();
        var count = 0;
        foreach (var file in OfficialExamples.Files())
        {
            count++;
            var bytes = File.ReadAllBytes(file);
            if (Difference(bytes, isIndented: count % 2 == 0) is { } difference)
                problems.Add($"{Path.GetFileName(file)}: {difference}");
        }

        problems.Should().BeEmpty();
        count.Should().BeGreaterThan(5000);
    }

    private static string? Difference(byte[] json, bool isIndented)
    {
        var xml = FhirXml.ToUtf8(FhirJson.Read(json).Root, isIndented);
        var read = FhirXml.Read(xml);
        return read.IsRead ? JsonContent.Difference(json, FhirJson.ToUtf8(read.Root)) : string.Join(" | ", read.Faults.Take(3));
    }
}
