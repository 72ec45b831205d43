using Gateway.Conformance;

namespace Gateway.Tests.Profiles;

/// <summary>What the host checks of profiles and codes before it starts.</summary>
public sealed class ConformanceContentTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gateway");

    [Fact]
    public void What_the_gateway_carries_is_without_fault()
    {
        var content = ConformanceContent.Carried();
        content.Check().Should().BeEmpty();
        content.Profiles().Urls.Should().HaveCountGreaterThan(60);
    }

    [Fact]
    public void All_that_is_wrong_is_told_at_once()
    {
        Write("StructureDefinition-a.json", """{ "resourceType": "StructureDefinition", "url": "https://example.org/a", "name": "A", "status": "active", "kind": "resource", "abstract": false, "type": "Patient", "baseDefinition": "https://example.org/nowhere", "derivation": "constraint", "differential": { "element": [ { "id": "Patient", "path": "Patient" } ] } }""");
        Write("StructureDefinition-b.json", """{ "resourceType": "StructureDefinition", "url": "https://example.org/b", "name": "B", "status": "active", "kind": "resource", "abstract": false, "type": "Patient", "baseDefinition": "http://hl7.org/fhir/StructureDefinition/Patient", "derivation": "constraint", "differential": { "element": [ { "id": "Patient.nickname", "path": "Patient.nickname", "min": 1 } ] } }""");
        Write("ValueSet-c.json", """{ "resourceType": "ValueSet", "status": """);

        var faults = new ConformanceContent().Add(_folder).Check();

        faults.Should().Contain(f => f.StartsWith("https://example.org/a", StringComparison.Ordinal)).And.Contain(f => f.StartsWith("https://example.org/b", StringComparison.Ordinal))
            .And.Contain(f => f.StartsWith("ValueSet-c.json", StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Delete(true);

    private void Write(string name, string content) => File.WriteAllText(Path.Combine(_folder.FullName, name), content);
}
