using System.Text.Json.Nodes;
using Gateway.Fhir;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;
using Gateway.Fhir.Validation;
using Gateway.Fhir.Xml;

namespace Gateway.Access.Tests.Redaction;

/// <summary>Golden files, found by name: <c>cases/&lt;projection&gt;/&lt;source kind&gt;-&lt;name&gt;.input.json</c> and what is seen of it, <c>.expected.json</c>; or <c>.expected.none</c>, where the whole is withheld.</summary>
public sealed class ProjectionCaseTests
{
    private const string Input = ".input.json";
    private static readonly string s_cases = Path.Combine(Projections.Folder, "cases");

    private static readonly IReadOnlyList<string> s_names =
        [.. Directory.EnumerateFiles(s_cases, $"*{Input}", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(s_cases, f)[..^Input.Length].Replace('\\', '/'))
            .Order(StringComparer.Ordinal)];

    public static TheoryData<string> Cases() => [.. s_names];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_case_shows_what_it_is_to_show(string name)
    {
        var seen = Seen(name);
        var file = Path.Combine(s_cases, $"{name}.expected.json");
        var none = Path.ChangeExtension(file, "none");
        if (Environment.GetEnvironmentVariable("GATEWAY_WRITE_CASES") == "1")
            File.WriteAllText(seen is null ? none : file, seen is { } written ? $"{FhirJson.ToText(written, isIndented: true)}\n" : "");
        File.Exists(none).Should().Be(seen is null);
        File.Exists(file).Should().Be(seen is not null);
        if (seen is { } shown)
            JsonNode.DeepEquals(JsonNode.Parse(FhirJson.ToText(shown)), JsonNode.Parse(File.ReadAllText(file))).Should().BeTrue("this is seen, and not what is expected:\n{0}", FhirJson.ToText(shown, isIndented: true));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_is_seen_keeps_the_rules_of_the_standard_and_is_seen_no_less_a_second_time(string name)
    {
        if (Seen(name) is not { } seen)
            return;
        BaseRules.Errors(seen).Should().BeEmpty();
        Samples.Text(Projections.Of(Path.GetDirectoryName(name)!).Apply(seen)?.Resource).Should().Be(Samples.Text(seen));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Xml_shows_the_same_as_Json(string name)
    {
        var projection = Projections.Of(Path.GetDirectoryName(name)!);
        var given = FhirContent.Read(FhirXml.ToUtf8(Read(name)));
        given.Faults.Should().BeEmpty();
        if (Seen(name) is not { } seen)
            projection.Apply(given.Root).Should().BeNull();
        else
            FhirXml.ToText(projection.Apply(given.Root)!.Resource).Should().Be(FhirXml.ToText(seen));
    }

    [Fact]
    public void Every_projection_has_cases_of_every_type_that_it_shows()
    {
        var shown = s_names.ToLookup(n => Path.GetDirectoryName(n)!, Seen);
        var missing = from name in Projections.All.Names
                      let types = shown[name].OfType<Element>().SelectMany(Resources).Select(r => r.Type.Name).ToHashSet()
                      from type in Projections.Of(name).Types
                      where !types.Contains(type)
                      select $"{name}: {type}";
        missing.Should().BeEmpty();
        Projections.All.Names.Where(n => n != "whole" && shown[n].All(s => s is not null)).Should().BeEmpty("each withholds something whole");
    }

    private static IEnumerable<Element> Resources(Element resource) => resource["entry"].SelectMany(e => e["resource"]).Append(resource);

    private static Element Read(string name) => Samples.Read(File.ReadAllText(Path.Combine(s_cases, $"{name}{Input}")));

    private static Element? Seen(string name) => Projections.Of(Path.GetDirectoryName(name)!).Apply(Read(name))?.Resource;
}
