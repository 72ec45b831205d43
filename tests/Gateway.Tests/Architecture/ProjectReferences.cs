using System.Xml.Linq;

namespace Gateway.Tests.Architecture;

/// <summary>Who may depend on whom. References run downwards only.</summary>
internal static class ProjectReferences
{
    /// <summary>What each project may refer to: projects, and packages. A project that is not here may not exist.</summary>
    public static readonly Dictionary<string, (string[] Projects, string[] Packages)> Allowed = new()
    {
        ["Gateway"] = (["Gateway.Sources", "Gateway.Simulators", "Gateway.Storage", "Gateway.Access", "Gateway.Linkage", "Gateway.Mapping", "Gateway.Fhir"],
            ["Yarp.ReverseProxy", "Microsoft.AspNetCore.Authentication.JwtBearer", "Microsoft.IdentityModel", "Quartz", "OpenTelemetry", "System.CommandLine", "Spectre.Console"]),
        ["Gateway.Sources"] = (["Gateway.Mapping", "Gateway.Fhir"], ["Polly"]),
        ["Gateway.Storage"] = (["Gateway.Fhir"], ["Npgsql", "Microsoft.Data.Sqlite", "SQLitePCLRaw.bundle_e_sqlite3", "Dapper"]),
        ["Gateway.Access"] = (["Gateway.Fhir"], []),
        ["Gateway.Linkage"] = (["Gateway.Fhir"], []),
        ["Gateway.Mapping"] = (["Gateway.Fhir"], ["CsvHelper"]),
        ["Gateway.Fhir"] = ([], []),
        ["Gateway.Simulators"] = ([], []),
    };

    /// <summary>What a project file refers to and may not.</summary>
    public static IEnumerable<string> Forbidden(string project, XDocument file)
    {
        if (!Allowed.TryGetValue(project, out var allowed))
        {
            yield return $"{project} is not a project of the house.";
            yield break;
        }

        foreach (var reference in Included(file, "ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Replace('\\', '/'))))
            if (!allowed.Projects.Contains(reference))
                yield return $"{project} refers to {reference}.";
        foreach (var package in Included(file, "PackageReference"))
            if (!allowed.Packages.Any(p => package == p || package.StartsWith($"{p}.", StringComparison.Ordinal)))
                yield return $"{project} uses the package {package}.";
        if (project is not ("Gateway" or "Gateway.Simulators") && (file.Root!.Attribute("Sdk")!.Value != "Microsoft.NET.Sdk" || Included(file, "FrameworkReference").Any()))
            yield return $"{project} uses more than the base class library.";
    }

    private static IEnumerable<string> Included(XDocument file, string item) =>
        file.Descendants(item).Select(e => (string?)e.Attribute("Include")).OfType<string>();
}
