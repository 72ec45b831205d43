using Gateway.Mapping.Catalog;

namespace Gateway.Mapping.Tests.Compilation;

/// <summary>How far a catalogue asks that maps say which profiles they keep.</summary>
public sealed class ProfileDemandTests : IDisposable
{
    private const string Base = "http://hl7.org/fhir/StructureDefinition/Patient";
    private const string Profile = "https://example.org/StructureDefinition/person";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gateway");

    [Theory]
    [InlineData(Profile, "Patient", ProfileDemand.Declared, null)]
    [InlineData(Base, "Patient", ProfileDemand.None, null)]
    [InlineData(Base, "Patient", ProfileDemand.Type, null)]
    [InlineData(Base, "Patient", ProfileDemand.Declared, "3:1: uses: The map does not say which profile the Patient keeps that it makes.")]
    [InlineData(Profile, "Flag", ProfileDemand.None, null)]
    [InlineData(Profile, "Flag", ProfileDemand.Type, "5:22: uses: No profile of Flag is loaded, which the map makes.")]
    [InlineData(Profile, "Flag", ProfileDemand.Declared, "5:22: uses: No profile of Flag is loaded, which the map makes.")]
    public void A_map_is_refused_whose_output_has_no_profile(string declared, string created, ProfileDemand demand, string? fault)
    {
        Write("small.map", $$"""
            map "https://example.org/StructureMap/Small" = "Small"
            uses "{{Base}}" alias Patient as source
            uses "{{declared}}" alias Patient as target
            group Main(source src : Patient, target tgt : Patient) {
              src.active as v -> tgt.contained = create('{{created}}') as c, c.id = 'c' "made";
            }
            """);
        Write("StructureDefinition-person.json", $$"""{ "resourceType": "StructureDefinition", "url": "{{Profile}}", "type": "Patient", "derivation": "constraint" }""");

        var catalog = MapCatalog.Of(new CatalogContent().AddMaps(_folder).AddModels(_folder), demand);

        catalog.Faults.Select(f => f.Fault.ToString()).Should().Equal(fault is null ? [] : [fault]);
        catalog.Maps.Should().HaveCount(fault is null ? 1 : 0);
    }

    public void Dispose() => _folder.Delete(true);

    private void Write(string name, string content) => File.WriteAllText(Path.Combine(_folder.FullName, name), content);
}
