using Gateway.Access.Tests.Redaction;
using Gateway.Fhir.Elements;
using Gateway.Mapping.Catalog;

namespace Gateway.Tests.Security;

/// <summary>What police are told in messages and what they see when they ask.</summary>
public sealed class CustodyMessageTests
{
    [Theory]
    [InlineData("HealthRequestOutcome", "fit-with-conditions.input.json")]
    [InlineData("HealthRequestAcknowledgement", "accepted.input.json")]
    public void Custody_is_told_the_same_from_what_police_see(string map, string input)
    {
        var content = new CatalogContent();
        content.AddMaps(new DirectoryInfo(Path.Combine(TestFolders.Repository, "mappings")));
        content.AddModels(new DirectoryInfo(Path.Combine(TestFolders.Repository, "profiles")));
        var compiled = MapCatalog.Of(content).Find(map)!;
        // A Task of the gateway bears the number of its request.
        var bundle = Samples.Read(File.ReadAllText(Samples.MapCase(map, input)).Replace("\"resourceType\": \"Task\",", "\"resourceType\": \"Task\", \"identifier\": [{ \"system\": \"https://health-justice.example/id/health-request\", \"value\": \"HCR-2026-005001\" }],", StringComparison.Ordinal));
        // Risks are in custody's words already, and acknowledgements may give the reason in words; both are left aside.
        string Told(Element source) => string.Join(',', compiled.Run(source).Targets.Select(t => Samples.Text(Without(t, "risk", "reason"))));
        Told(Custody.Apply(bundle)!.Value).Should().Be(Told(bundle));
    }

    private static Element Without(Element element, params string[] names)
    {
        var draft = element.Edit();
        foreach (var name in names)
            draft.Remove(name);
        return draft.Build();
    }
}
