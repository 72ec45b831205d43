using System.Xml.Linq;

namespace Gateway.Tests.Architecture;

public sealed class ProjectReferenceTests
{
    [Fact]
    public void Every_project_refers_only_to_what_lies_below_it()
    {
        var projects = Directory.GetFiles(Path.Combine(TestFolders.Repository, "src"), "*.csproj", SearchOption.AllDirectories);
        projects.SelectMany(p => ProjectReferences.Forbidden(Path.GetFileNameWithoutExtension(p), XDocument.Load(p))).Should().BeEmpty();
        projects.Should().NotBeEmpty();
    }

    [Theory]
    [InlineData("Gateway.Fhir", "<ProjectReference Include=\"../Gateway.Storage/Gateway.Storage.csproj\" />", "Gateway.Fhir refers to Gateway.Storage.")]
    [InlineData("Gateway.Storage", "<ProjectReference Include=\"..\\Gateway.Access\\Gateway.Access.csproj\" />", "Gateway.Storage refers to Gateway.Access.")]
    [InlineData("Gateway.Access", "<PackageReference Include=\"Dapper\" />", "Gateway.Access uses the package Dapper.")]
    [InlineData("Gateway.Simulators", "<ProjectReference Include=\"../Gateway.Fhir/Gateway.Fhir.csproj\" />", "Gateway.Simulators refers to Gateway.Fhir.")]
    [InlineData("Gateway.Mapping", "<FrameworkReference Include=\"Microsoft.AspNetCore.App\" />", "Gateway.Mapping uses more than the base class library.")]
    [InlineData("Gateway.Extras", "", "Gateway.Extras is not a project of the house.")]
    public void A_forbidden_reference_is_named(string project, string item, string expected) =>
        ProjectReferences.Forbidden(project, XDocument.Parse($"<Project Sdk=\"Microsoft.NET.Sdk\"><ItemGroup>{item}</ItemGroup></Project>")).Should().Equal(expected);

    [Fact]
    public void The_kernel_is_built_on_the_base_class_library_alone() =>
        typeof(Gateway.Fhir.FhirContent).Assembly.GetReferencedAssemblies().Select(a => a.Name!).Should().OnlyContain(
            name => name.StartsWith("System.", StringComparison.Ordinal) && !name.StartsWith("System.Net.Http", StringComparison.Ordinal));

    [Fact]
    public void The_kernel_reads_no_clock_and_makes_no_ids()
    {
        var sources = Directory.GetFiles(Path.Combine(TestFolders.Repository, "src", "Gateway.Fhir"), "*.cs", SearchOption.AllDirectories);
        string[] ambient = ["DateTime.Now", "DateTime.UtcNow", "DateTimeOffset.Now", "DateTimeOffset.UtcNow", "Guid.NewGuid", "Stopwatch"];
        sources.Where(s => ambient.Any(File.ReadAllText(s).Contains)).Select(Path.GetFileName).Should().BeEmpty();
    }
}
