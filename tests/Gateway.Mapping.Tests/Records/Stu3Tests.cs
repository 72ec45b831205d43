using Gateway.Fhir;
using Gateway.Fhir.Definitions;
using Gateway.Mapping.Records;

namespace Gateway.Mapping.Tests.Records;

public class Stu3Tests
{
    // GP Connect's own examples that are no valid STU3, each with why. All others are read strictly.
    private static readonly Dictionary<string, string> s_refused = new()
    {
        ["correctPatientStructuredRecordResponseNormal.json"] = "ids with a slash, times without a zone, fhir_comments, a code that ends with a space",
        ["malformedStructuredRecordMissingPatientResource.json"] = "the same",
        ["consultations_response1.json"] = "an id with a slash, a time without a zone",
        ["medreq.json"] = "R4's MedicationRequest",
    };

    private static readonly DefinitionSet s_stu3 = Load();

    [Fact]
    public void The_types_of_STU3_are_all_there()
    {
        s_stu3.Names.Should().HaveCount(172);
        s_stu3.Check().Should().BeEmpty();
        s_stu3.FindType("MedicationRequest")!.Find("requester")!.Type.Kind.ToString().Should().Be("Nested");
        s_stu3.FindType("http://hl7.org/fhir/StructureDefinition/Bundle")!.Name.Should().Be("Bundle");
    }

    [NeedsSharedFact]
    public void GP_Connects_bundles_are_read_and_those_that_are_no_valid_STU3_are_listed()
    {
        var folders = new[] { "gp-connect-stu3", Path.Combine("medication", "gpconnect-stu3-examples") };
        var files = folders.SelectMany(f => Directory.EnumerateFiles(Path.Combine(TestFolders.Shared!, f))).Where(f => f.EndsWith(".json", StringComparison.Ordinal) || f.EndsWith(".xml", StringComparison.Ordinal)).ToArray();
        files.Length.Should().BeGreaterThan(15);
        var refused = new List<string>();
        foreach (var file in files)
        {
            var content = File.ReadAllBytes(file);
            if (!FhirContent.Read(content, s_stu3).IsRead)
                refused.Add(Path.GetFileName(file));
            var reading = RecordContent.Read(content, s_stu3.FindType("Resource")!).Should().ContainSingle(file).Subject;
            reading.IsRead.Should().BeTrue(file);
            reading.Faults.Where(f => !f.IsWarning).Should().BeEmpty(file);
        }

        refused.Should().BeEquivalentTo(s_refused.Keys);
    }

    private static DefinitionSet Load()
    {
        using var stream = File.OpenRead(Path.Combine(TestFolders.Repository, "profiles", "models", "fhir-3.0.definitions"));
        return DefinitionSet.Load(stream);
    }
}
