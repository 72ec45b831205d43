using Gateway.Fhir;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Search.Parameters;
using Gateway.Fhir.Validation;
using Gateway.Tests.Commands;

namespace Gateway.Tests.Profiles;

/// <summary>The files that this project publishes about itself.</summary>
public sealed class PublishedFileTests
{
    public static TheoryData<string> Files() => new(
        from folder in new[] { "profiles/codesystems", "profiles/searchparameters", "profiles/structuredefinitions", "profiles/valuesets", "mappings" }
        from file in Directory.EnumerateFiles(Path.Combine(TestFolders.Repository, folder), "*.json", SearchOption.AllDirectories)
        where !file.Contains($"{Path.DirectorySeparatorChar}cases{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
        select Path.GetRelativePath(TestFolders.Repository, file));

    [Theory]
    [MemberData(nameof(Files))]
    public void A_published_file_keeps_the_rules_and_is_named_by_its_address(string file)
    {
        var resource = Read(file);
        BaseRules.Check(resource).Where(f => !f.IsWarning).Select(f => f.ToString()).Should().BeEmpty();
        var (type, id) = (resource.Type.Name, resource.ChildText("id"));
        Path.GetFileName(file).Should().Be($"{type}-{id}.json");
        resource.ChildText("url").Should().Be($"https://health-justice.example/fhir/{type}/{id}");
    }

    [Fact]
    public void What_comes_with_a_request_can_be_searched_and_included()
    {
        var facts = SearchParameterReader.Read(Read("profiles/searchparameters/SearchParameter-supporting-info.json"));
        var parameter = SearchParameters.R4.With([facts!]).Find("ServiceRequest", "supporting-info");
        parameter!.Type.Should().Be(SearchParameterType.Reference);
        parameter.Targets.Should().Contain(["QuestionnaireResponse", "Consent"]);
    }

    [Theory]
    [InlineData("Encounter?contact-outcome=s136-used", 2)]
    [InlineData("Encounter?legal-status=20", 2)]
    [InlineData("PractitionerRole?police-vetting=cleared", 1)]
    [InlineData("Patient?nhs-number-unavailable-reason=nhs-number-not-known", 4)]
    public void Our_extensions_can_be_searched(string query, int total)
    {
        var folder = Directory.CreateTempSubdirectory("gateway");
        foreach (var file in Directory.EnumerateFiles(Path.Combine(TestFolders.Repository, "profiles", "examples"), "valid-*.json", SearchOption.AllDirectories))
            File.Copy(file, Path.Combine(folder.FullName, $"{Path.GetFileName(Path.GetDirectoryName(file))}-{Path.GetFileName(file)}"));
        var run = CommandRun.Of("search", query, folder.FullName, Path.Combine(TestFolders.Repository, "profiles", "searchparameters"));
        folder.Delete(true);
        (run.ExitCode, run.Error).Should().Be((0, ""));
        run.Lines[0].Should().Be($"total {total}");
    }

    private static Element Read(string file)
    {
        var read = FhirContent.Read(File.ReadAllBytes(Path.Combine(TestFolders.Repository, file)));
        read.Faults.Should().BeEmpty();
        return read.Root;
    }
}
