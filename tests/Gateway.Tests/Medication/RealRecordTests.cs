using Gateway.Fhir.Elements;
using Gateway.Mapping.Catalog;
using Gateway.Mapping.Compilation;
using Gateway.Mapping.Records;
using Gateway.Medication;

namespace Gateway.Tests.Medication;

/// <summary>The view of records that no one here wrote.</summary>
public sealed class RealRecordTests
{
    [NeedsSharedFact]
    public void Every_statement_of_a_GP_record_is_in_the_view_once()
    {
        var catalog = MapCatalog.Of(new CatalogContent().AddMaps(new DirectoryInfo(Path.Combine(TestFolders.Repository, "mappings"))).AddModels(new DirectoryInfo(Path.Combine(TestFolders.Repository, "profiles"))));
        var map = catalog.Find("GpConnectRecord")!;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(TestFolders.Shared!, "gp-connect-stu3"), "*.json"))
        {
            var read = RecordContent.Read(File.ReadAllBytes(file), map.Sources[0]!).Single();
            var result = map.Run(read.Root, new MapOptions());
            if (!result.IsMapped)
                continue;
            var resources = result.Targets.Single()["entry"].SelectMany(e => e["resource"]).Where(r => r.Type.Name.StartsWith("Medication", StringComparison.Ordinal)).ToArray();
            var view = new HistoryView([.. resources.Select(r => new MedicationResource("trust", null, r))]);
            var statements = resources.Where(r => r.Type.Name != "Medication").ToArray();
            view.List["entry"].Should().HaveCount(statements.Length, Path.GetFileName(file));
            view.Resources.Where(IsStatement).Select(Address).Should().BeEquivalentTo(statements.Select(Address));
        }
    }

    private static bool IsStatement(Element resource) => resource.Type.Name.StartsWith("Medication", StringComparison.Ordinal) && resource.Type.Name != "Medication";

    private static string Address(Element resource) => $"{resource.Type.Name}/{resource.ChildText("id")}";
}
