using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;
using Gateway.Mapping.Compilation;

namespace Gateway.Mapping.Tests.Maps;

/// <summary>What the maps make claims its profiles, ours and UK Core's, and keeps both.</summary>
public sealed class ClaimTests
{
    private const string Own = "https://health-justice.example/fhir/StructureDefinition/";
    private const string UkCore = "https://fhir.hl7.org.uk/StructureDefinition/UKCore-";

    /// <summary>Maps that pass resources on as they are, which claim what their source claimed, and the kinds that they make themselves.</summary>
    private static readonly Dictionary<string, string[]> s_made = new()
    {
        ["TrustRecord"] = ["Patient", "Organization"],
        ["BarsReferralFromMessage"] = ["Patient", "Task"],
        ["BarsResponseFromMessage"] = ["Patient", "Task"],
        ["BarsReferralToMessage"] = ["MessageHeader", "ServiceRequest", "CarePlan"],
        ["BarsResponseToMessage"] = ["MessageHeader", "ServiceRequest"],
    };

    [Fact]
    public void Every_resource_that_a_map_makes_claims_a_profile_of_ours_and_UK_Cores()
    {
        foreach (var (map, target) in Outputs())
        {
            Claims(target).Should().Contain(c => c.StartsWith(Own, StringComparison.Ordinal), $"{map} makes a {target.Type.Name}");
            Claims(target).Should().Contain($"{UkCore}{target.Type.Name}", $"{map} makes it");
        }
    }

    [Fact]
    public void Every_profile_that_is_claimed_is_one_of_ours()
    {
        var profiles = OwnProfiles.Definitions.Select(d => d.ChildText("url")).ToHashSet();
        Outputs().SelectMany(o => Claims(o.Resource)).Where(c => c.StartsWith(Own, StringComparison.Ordinal)).Distinct().Should().OnlyContain(c => profiles.Contains(c));
    }

    [NeedsSharedFact]
    public void What_keeps_our_profiles_keeps_UK_Cores()
    {
        foreach (var @case in MapCase.All())
            foreach (var target in @case.Run(new MapRecorder()).Targets.Where(t => t.Type.IsResource))
                Errors(OwnProfiles.WithUkCore.Validate(target).Faults).Except(Errors(OwnProfiles.Alone.Validate(target).Faults)).Should().BeEmpty($"{@case.Map}/{@case.Name} keeps ours");
    }

    private static IEnumerable<(string Map, Element Resource)> Outputs() =>
        from @case in MapCase.All()
        from target in @case.Run(new MapRecorder()).Targets
        where target.Type.IsResource
        from resource in target.Type.Name == "Bundle" ? target["entry"].SelectMany(e => e["resource"]).Prepend(target) : [target]
        where resource.Type.Name == "Bundle" || !s_made.TryGetValue(@case.Map, out var made) || made.Contains(resource.Type.Name)
        select (@case.Map, resource);

    private static IEnumerable<string> Claims(Element resource) => resource["meta"].SelectMany(m => m["profile"]).Select(p => p.Text!);

    private static IEnumerable<string> Errors(IEnumerable<Fault> faults) => faults.Where(f => !f.IsWarning).Select(f => f.ToString());
}
