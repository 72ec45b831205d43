using System.Text;
using Gateway.Fhir.Json;
using Gateway.Fhir.Tests.Data;
using Gateway.Fhir.Xml;

namespace Gateway.Fhir.Tests.Elements;

public sealed class RetainedMemoryTests
{
    private static readonly byte[] s_patient = FhirJson.ToUtf8(
        FhirJson.Read(File.ReadAllBytes(Path.Combine(TestFolders.Repository, "src", "Gateway", "Examples", "detainee.json"))).Root);

    [Theory]
    [InlineData(1)]
    [InlineData(265)]
    public void A_tree_keeps_at_most_four_times_the_bytes_it_was_read_from(int patients)
    {
        var json = patients == 1 ? s_patient : Bundle(patients);
        var tree = FhirJson.Read(json).Root.Tree;
        tree.RetainedBytes.Should().BeLessThanOrEqualTo(4L * json.Length);
        var xml = FhirXml.ToUtf8(tree.Root);
        FhirXml.Read(xml).Root.Tree.RetainedBytes.Should().BeLessThanOrEqualTo(4L * xml.Length);
    }

    private static byte[] Bundle(int patients)
    {
        var patient = Encoding.UTF8.GetString(s_patient);
        var entries = string.Join(',', Enumerable.Repeat($"{{\"resource\":{patient}}}", patients));
        return Encoding.UTF8.GetBytes($"{{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":[{entries}]}}");
    }
}
