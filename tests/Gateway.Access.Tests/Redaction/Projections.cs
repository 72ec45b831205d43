using Gateway.Access.Redaction;

namespace Gateway.Access.Tests.Redaction;

/// <summary>The projections of the repository.</summary>
internal static class Projections
{
    public static string Folder { get; } = Path.Combine(TestFolders.Repository, "profiles", "projections");

    public static ProjectionSet All { get; } = Load();

    public static Projection Of(string name) => All.Find(name)!;

    private static ProjectionSet Load()
    {
        var faults = new List<string>();
        var all = ProjectionSet.Load(Folder, faults);
        faults.Should().BeEmpty();
        return all;
    }
}
