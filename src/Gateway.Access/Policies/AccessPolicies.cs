using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Gateway.Access.Decisions;
using Gateway.Access.Labels;
using Gateway.Access.Redaction;
using Gateway.Fhir.Terminology;

namespace Gateway.Access.Policies;

/// <summary>Everything about access that is data: rules of labels, rows of policies, projections. Loaded and checked as a whole.</summary>
public sealed class AccessPolicies
{
    // Recipients, purposes and organisations are those of clients that are let in; more of them than this are found each time.
    private const int MostKept = 1000;
    private static readonly string[] s_folders = ["labels", "policies", "projections"];
    private readonly ConcurrentDictionary<(string Recipient, Coded? Purpose, string? Organization), SessionRows> _rows = new();

    internal AccessPolicies(string version, LabelRules labels, IReadOnlyList<PolicyRow> rows, IReadOnlyList<PolicyRow> written, ProjectionSet projections) =>
        (Version, Labels, Rows, Written, Projections) = (version, labels, rows, written, projections);

    /// <summary>The first 16 hexadecimal digits of SHA-256 over all that was loaded.</summary>
    public string Version { get; }

    public LabelRules Labels { get; }

    /// <summary>The rows that hold in the area, each with its controllers and recipients.</summary>
    public IReadOnlyList<PolicyRow> Rows { get; }

    public ProjectionSet Projections { get; }

    /// <summary>The rows that may hold for a request.</summary>
    internal SessionRows RowsFor(AccessRequest request)
    {
        var asked = (request.Recipient, request.Purpose, request.Organization);
        if (_rows.TryGetValue(asked, out var known))
            return known;
        var found = new SessionRows(Rows, request);
        if (_rows.Count < MostKept)
            _rows.TryAdd(asked, found);
        return found;
    }

    /// <summary>The rows as they are written, whether or not the area has an agreement on them.</summary>
    internal IReadOnlyList<PolicyRow> Written { get; }

    /// <summary>Loads what lies in <c>labels</c>, <c>policies</c> and <c>projections</c>, with the rows that hold in the area.</summary>
    /// <param name="profilesFolder">The folder of profiles.</param>
    /// <param name="area">Which rows hold.</param>
    /// <param name="terminology">Code systems and value sets that the files name.</param>
    /// <exception cref="PolicyFaultsException">Something is wrong; all of it is told.</exception>
    public static AccessPolicies Load(string profilesFolder, AreaAccess area, TerminologySet terminology)
    {
        var faults = new List<string>();
        var files = s_folders.ToDictionary(f => f, f => Files(Path.Combine(profilesFolder, f)), StringComparer.Ordinal);
        var projections = ProjectionSet.Load(Path.Combine(profilesFolder, "projections"), faults);
        var labels = new LabelFiles(terminology, faults).Read(files["labels"]);
        var written = new PolicyFiles(terminology, projections, faults).Read(files["policies"]);
        var rows = AgreedRows.Of(written, area, faults);
        foreach (var holder in area.Holders)
            faults.AddRange(holder.Purposes.Where(p => PurposeWords.Read(p, terminology) is null).Select(p => $"access holders: {p} is no purpose that is known."));
        return faults.Count > 0 ? throw new PolicyFaultsException(faults) : new AccessPolicies(VersionOf(files, area), labels, rows, [.. written.Values], projections);
    }

    private static List<(string Name, byte[] Content)> Files(string folder) => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(f => (Path.GetFileName(f), File.ReadAllBytes(f)))] : [];

    private static string VersionOf(Dictionary<string, List<(string Name, byte[] Content)>> files, AreaAccess area)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var folder in s_folders)
            foreach (var (name, content) in files[folder])
            {
                hash.AppendData(Encoding.UTF8.GetBytes($"{folder}/{name} {content.Length}\n"));
                hash.AppendData(content);
            }

        foreach (var agreement in area.Agreements)
            hash.AppendData(Encoding.UTF8.GetBytes($"{string.Join(' ', agreement.Rows)}\t{string.Join(' ', agreement.Controllers)}\t{string.Join(' ', agreement.Recipients)}\n"));
        return Convert.ToHexStringLower(hash.GetCurrentHash())[..16];
    }
}
