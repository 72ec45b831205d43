using Gateway.Sources;

namespace Gateway.Requests;

/// <summary>The outside systems of the area, by what they are for.</summary>
internal sealed class SourceDirectory(IReadOnlyList<IResourceSource> sources, PushedRecords pushed)
{
    public IReadOnlyList<IResourceSource> All => sources;

    public IResourceSource? Named(string name) => sources.FirstOrDefault(s => s.Profile.Name == name);

    /// <summary>The system that accepts changes of a type; the case system is the first of those that do.</summary>
    public IResourceSource? Taking(string type) => sources.FirstOrDefault(s => s.Profile.Takes.Contains(type));

    /// <summary>The system that pushes records of that kind.</summary>
    public IResourceSource? Pushing(string kind) => sources.FirstOrDefault(s => pushed.KindsOf(s.Profile.Name).Contains(kind));
}
