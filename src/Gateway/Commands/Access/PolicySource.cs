using System.CommandLine;
using Gateway.Access.Decisions;
using Gateway.Access.Policies;
using Gateway.Areas;
using Gateway.Conformance;
using Gateway.Fhir.Terminology;

namespace Gateway.Commands.Access;

/// <summary>The options by which a command is given policies: whose area, and from where.</summary>
internal sealed class PolicySource
{
    public PolicySource(bool isOneArea)
    {
        Area = new Option<string[]>("--area") { Description = isOneArea ? "The area, by name or file." : "Areas, by name or file; without any, all that the gateway carries.", AllowMultipleArgumentsPerToken = true, Required = isOneArea };
        Profiles = new Option<DirectoryInfo>("--profiles") { Description = "A folder with labels, policies and projections, in place of those that the gateway carries." }.AcceptExistingOnly();
    }

    public Option<string[]> Area { get; }

    public Option<DirectoryInfo> Profiles { get; }

    /// <summary>The named areas, or all.</summary>
    public IReadOnlyList<string> Areas(ParseResult parsed) => parsed.GetValue(Area) is { Length: > 0 } named ? named : Gateway.Areas.Area.Carried;

    /// <summary>The code systems and value sets that policies name.</summary>
    public TerminologySet Terminology(ParseResult parsed)
    {
        var content = ConformanceContent.Carried();
        return (parsed.GetValue(Profiles) is { } folder ? content.Add(folder) : content).Terminology();
    }

    /// <summary>The policies of an area.</summary>
    /// <exception cref="PolicyFaultsException">They have faults.</exception>
    public AccessPolicies Load(ParseResult parsed, AreaAccess access, TerminologySet terminology) =>
        AccessPolicies.Load(parsed.GetValue(Profiles)?.FullName ?? Path.Combine(AppContext.BaseDirectory, "profiles"), access, terminology);

    /// <summary>Where data comes from in an area: its sources, and the ledger, which its case service keeps.</summary>
    public static IReadOnlyList<DataOrigin> Origins(Area area) =>
        [.. area.Sources.Select(s => new DataOrigin(s.Name, s.Kind, s.Organization)), new DataOrigin("ledger", "ledger", area.Organizations.First(o => o.Kind == "case-service").Ods)];
}
