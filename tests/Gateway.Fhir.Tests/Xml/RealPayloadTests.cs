using Gateway.Fhir.Json;
using Gateway.Fhir.Tests.Data;
using Gateway.Fhir.Xml;

namespace Gateway.Fhir.Tests.Xml;

public sealed class RealPayloadTests
{
    [NeedsSharedFact]
    public void Every_real_payload_reads_unless_it_is_listed_with_what_is_wrong_with_it()
    {
        var refused = new List<string>();
        var found = 0;
        foreach (var (name, bytes) in Payloads())
        {
            found++;
            if (!FhirContent.Read(bytes).IsRead)
                refused.Add(name);
        }

        refused.Should().BeEquivalentTo(RefusedPayloads.Files.Keys);
        found.Should().BeGreaterThan(750);
    }

    [NeedsSharedFact]
    public void Every_real_payload_that_reads_goes_through_both_formats_unchanged()
    {
        var problems = new List<string>();
        foreach (var (name, bytes) in Payloads().Where(p => !RefusedPayloads.Files.ContainsKey(p.Name)))
        {
            var json = FhirJson.ToUtf8(FhirContent.Read(bytes).Root);
            var xml = FhirXml.ToUtf8(FhirContent.Read(bytes).Root);
            var fromXml = FhirContent.Read(xml);
            var fromJson = FhirContent.Read(json);
            if (!fromXml.IsRead || !fromJson.IsRead)
                problems.Add($"{name}: {string.Join(" | ", fromXml.Faults.Concat(fromJson.Faults).Take(3))}");
            else if (JsonContent.Difference(json, FhirJson.ToUtf8(fromXml.Root)) is { } difference)
                problems.Add($"{name}: {difference}");
            else if (!FhirXml.ToUtf8(fromJson.Root).SequenceEqual(xml))
                problems.Add($"{name}: the XML written from JSON differs");
        }

        problems.Should().BeEmpty();
    }

    private static IEnumerable<(string Name, byte[] Bytes)> Payloads() =>
        from folder in new[] { "ukcore", "bars", "medication" }
        from file in Directory.EnumerateFiles(Path.Combine(TestFolders.Shared!, folder), "*", SearchOption.AllDirectories)
        where Path.GetExtension(file) is ".json" or ".xml"
        let name = Path.GetRelativePath(TestFolders.Shared!, file).Replace('\\', '/')
        where !RefusedPayloads.Folders.Keys.Any(f => name.StartsWith(f + "/", StringComparison.Ordinal))
        select (name, File.ReadAllBytes(file));
}
