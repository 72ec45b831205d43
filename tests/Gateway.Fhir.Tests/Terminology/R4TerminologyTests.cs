using System.Text.Json;
using Gateway.Fhir.Terminology;
using Gateway.Fhir.Terminology.Expansion;
using Gateway.Fhir.Tests.Data;

namespace Gateway.Fhir.Tests.Terminology;

/// <summary>R4's own code systems and value sets, and the expansions that HL7 published of them.</summary>
public sealed class R4TerminologyTests
{
    [NeedsExamplesFact]
    public void Every_code_system_and_value_set_of_the_package_is_there_and_can_be_asked()
    {
        var asked = 0;
        foreach (var resource in Resources("CodeSystem-*.json"))
        {
            var system = TerminologySet.R4.FindSystem(resource.GetProperty("url").GetString()!)!;
            var codes = Codes(resource).ToArray();
            system.Concepts.Select(c => c.Code).Should().Equal(codes);
            if (codes.Length > 0 && system.IsComplete)
                TerminologySet.R4.Find(new CodedValue(system.Url, codes[^1])).State.Should().Be(ConceptState.Found);
            asked++;
        }

        foreach (var resource in Resources("ValueSet-*.json"))
        {
            TerminologySet.R4.FindValueSet(resource.GetProperty("url").GetString()!)!.Url.Should().Be(resource.GetProperty("url").GetString());
            TerminologySet.R4.IsMember(resource.GetProperty("url").GetString()!, "http://nowhere", "x").Should().NotBe(Membership.Yes);
            asked++;
        }

        asked.Should().Be(1062 + 1316);
    }

    [NeedsExamplesFact]
    public void The_published_expansions_are_ours_where_their_systems_are_loaded()
    {
        using var bundle = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(TestFolders.Examples!, "Bundle-valueset-expansions.json")));
        var (same, open, different) = (0, 0, new SortedDictionary<string, string>(StringComparer.Ordinal));
        foreach (var published in bundle.RootElement.GetProperty("entry").EnumerateArray().Select(e => e.GetProperty("resource")))
        {
            var url = published.GetProperty("url").GetString()!;
            var ours = TerminologySet.R4.Expand(url);
            if (ours.State is ExpansionState.Incomplete or ExpansionState.TooCostly)
            {
                open++;
                continue;
            }

            var theirs = Contained(published.GetProperty("expansion")).ToHashSet(StringComparer.Ordinal);
            var own = ours.Concepts.Select(c => $"{c.System}#{c.Code}").ToHashSet(StringComparer.Ordinal);
            if (own.SetEquals(theirs))
                same++;
            else
                different[url] = $"-{string.Join(' ', theirs.Except(own).Take(3))} +{string.Join(' ', own.Except(theirs).Take(3))} ({theirs.Count}/{own.Count})";
        }

        different.Should().BeEmpty();
        (same, open).Should().Be((0, 0));
    }

    private static IEnumerable<string> Contained(JsonElement holder) => !holder.TryGetProperty("contains", out var contains) ? [] : contains.EnumerateArray()
        .SelectMany(c => Contained(c).Prepend($"{c.GetProperty("system").GetString()!.Split('|')[0]}#{c.GetProperty("code").GetString()}"));

    private static IEnumerable<JsonElement> Resources(string pattern) => Directory.EnumerateFiles(TestFolders.Examples!, pattern).Order(StringComparer.Ordinal).Select(file =>
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        return document.RootElement.Clone();
    });

    private static IEnumerable<string> Codes(JsonElement holder) => !holder.TryGetProperty("concept", out var concepts) ? [] : concepts.EnumerateArray()
        .SelectMany(c => Codes(c).Prepend(c.GetProperty("code").GetString()!));
}
