using System.Text.Json;
using Gateway.Access.Decisions;
using Gateway.Access.Policies;
using Gateway.Fhir.Json;
using Gateway.Fhir.Terminology;

namespace Gateway.Access.Tests.Policies;

/// <summary>The policies of the repository, and what they are loaded with.</summary>
internal static class Repository
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { PreferredObjectCreationHandling = System.Text.Json.Serialization.JsonObjectCreationHandling.Populate };

    public static string Profiles { get; } = Path.Combine(TestFolders.Repository, "profiles");

    public static TerminologySet Terminology { get; } = TerminologySet.R4.With(
        new[] { "codesystems", "valuesets" }.SelectMany(f => Directory.EnumerateFiles(Path.Combine(Profiles, f), "*.json")).Select(f => FhirJson.Read(File.ReadAllBytes(f)).Root));

    public static TheoryData<string> Areas => new() { "essex", "avon-and-somerset" };

    public static (AreaAccess Access, IReadOnlyList<DataOrigin> Origins) Area(string name)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(TestFolders.Repository, "src", "Gateway", "Areas", $"{name}.json")));
        var sources = json.RootElement.GetProperty("sources").EnumerateArray().Select(s => new DataOrigin(s.GetProperty("name").GetString()!, s.GetProperty("kind").GetString()!, s.GetProperty("organization").GetString()!)).ToList();
        return (json.RootElement.GetProperty("access").Deserialize<AreaAccess>(s_json)!, [.. sources, new DataOrigin("ledger", "ledger", sources[0].Controller)]);
    }

    public static AccessPolicies Policies(string area) => AccessPolicies.Load(Profiles, Area(area).Access, Terminology);
}
