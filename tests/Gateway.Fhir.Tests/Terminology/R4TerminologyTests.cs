using System.Text.Json;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Definitions.Facts;
using Gateway.Fhir.Definitions.File;
using Gateway.Fhir.Terminology;
using Gateway.Fhir.Terminology.Expansion;
using Gateway.Fhir.Terminology.File;
using Gateway.Fhir.Tests.Data;
using Gateway.Fhir.Tests.Definitions;

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
    public void Compiling_the_package_in_any_order_gives_the_embedded_bytes()
    {
        var files = Directory.GetFiles(TestFolders.Examples!, "ValueSet-*.json").Concat(Directory.GetFiles(TestFolders.Examples!, "CodeSystem-*.json"))
            .Append(Path.Combine(TestFolders.Examples!, "Bundle-valueset-expansions.json")).ToArray();
        new Random(1).Shuffle(files);
        var (definitions, terminology) = (new DefinitionCompiler(), new TerminologyCompiler());
        foreach (var file in Directory.GetFiles(TestFolders.Examples!, "StructureDefinition-*.json"))
            definitions.Add(File.ReadAllBytes(file));
        foreach (var file in files)
            terminology.Add(File.ReadAllBytes(file));
        using var compiled = new MemoryStream();
        terminology.Write(compiled, definitions.RequiredValueSets);
        using var stream = typeof(TerminologySet).Assembly.GetManifestResourceStream("r4.terminology")!;
        using var embedded = new MemoryStream();
        stream.CopyTo(embedded);
        compiled.ToArray().AsSpan().SequenceEqual(embedded.ToArray()).Should().BeTrue();
    }

    [Fact]
    public void Every_required_value_set_is_there_but_for_one_of_LOINC() =>
        RequiredValueSets().Where(v => TerminologySet.R4.FindValueSet(v) is not { Title.Length: > 0 }).Should().Equal("http://loinc.org/vs/LL379-9");

    [Fact]
    public void Every_required_value_set_is_listed_but_those_without_end() =>
        RequiredValueSets().Where(v => TerminologySet.R4.Expand(v).State != ExpansionState.Expanded).Select(v => v.Split('/')[^1]).Should().BeEquivalentTo("LL379-9", "mimetypes", "ucum-units");

    [Fact]
    public void A_value_set_lists_the_codes_of_each_system()
    {
        Codes("administrative-gender").Should().Equal("male", "female", "other", "unknown");
        Codes("observation-status").Should().HaveCount(8);
        TerminologySet.R4.FindValueSet("http://hl7.org/fhir/ValueSet/administrative-gender|4.0.1")!.Version.Should().Be("4.0.1");
        TerminologySet.R4.Expand("http://hl7.org/fhir/ValueSet/all-types").Concepts.Select(c => c.System).Distinct()
            .Should().Equal("http://hl7.org/fhir/data-types", "http://hl7.org/fhir/resource-types", "http://hl7.org/fhir/abstract-types");
    }

    [Fact]
    public void A_code_knows_its_parent()
    {
        var clinical = TerminologySet.R4.FindSystem("http://terminology.hl7.org/CodeSystem/condition-clinical")!;
        clinical.Concepts.Select(c => (c.Code, c.Parents is [var parent] ? clinical.Concepts[parent].Code : null)).Should().Equal(
            ("active", null), ("recurrence", "active"), ("relapse", "active"), ("inactive", null), ("remission", "inactive"), ("resolved", "inactive"));
        (clinical.IsComplete, clinical.IsCaseSensitive).Should().Be((true, true));
    }

    private static IEnumerable<string> RequiredValueSets() => BoundTypes.Of(DefinitionSet.R4).SelectMany(t => t.Elements)
        .Where(e => e.Facts.Binding?.Strength == BindingStrength.Required).Select(e => e.Facts.Binding!.ValueSet.Split('|')[0]).Distinct();

    private static IEnumerable<string> Codes(string id) => TerminologySet.R4.Expand($"http://hl7.org/fhir/ValueSet/{id}").Concepts.Select(c => c.Code);

    /// <summary>Value sets whose published expansion is another than ours, each with the reason.</summary>
    private static readonly Dictionary<string, string> s_different = new(StringComparer.Ordinal)
    {
        ["http://hl7.org/fhir/ValueSet/detectedissue-category"] = "HL7's expander did not follow the second parents of v3 codes (property child)",
        ["http://terminology.hl7.org/ValueSet/v3-ActPharmacySupplyType"] = "HL7's expander left out what lies under a retired code with it",
        ["http://hl7.org/fhir/ValueSet/c80-doc-typecodes"] = "the published one is too costly and holds the first thousand only",
        ["http://dicom.nema.org/medical/dicom/current/output/chtml/part16/sect_CID_29.html"] = "the package has its expansion and not the value set",
    };

    // The published ones leave out most abstract and deprecated codes, and not always: those count on neither side.
    [NeedsExamplesFact]
    public void The_published_expansions_are_ours_where_their_systems_are_loaded()
    {
        using var bundle = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(TestFolders.Examples!, "Bundle-valueset-expansions.json")));
        var (same, open, different) = (0, new List<string>(), new List<string>());
        foreach (var published in bundle.RootElement.GetProperty("entry").EnumerateArray().Select(e => e.GetProperty("resource")))
        {
            var url = published.GetProperty("url").GetString()!;
            var ours = TerminologySet.R4.Expand(url);
            if (ours.State is ExpansionState.Incomplete or ExpansionState.TooCostly)
            {
                ours.Missing.Where(m => !IsElsewhere(m)).Should().BeEquivalentTo(url == "http://hl7.org/fhir/ValueSet/task-code" ? ["http://hl7.org/fhir/CodeSystem/task-code"] : Array.Empty<string>(), "it names version 3.6.0 of a system of which the package has 4.0.1");
                open.Add(url);
            }
            else if (Members(ours).SetEquals(Contained(published.GetProperty("expansion")).Where(c => IsUsual(c.System, c.Code))))
            {
                same++;
            }
            else
            {
                different.Add(url);
            }
        }

        different.Should().BeEquivalentTo(s_different.Keys);
        (same, open.Count).Should().Be((494, 55));
    }

    // Systems that are not among R4's own resources, and value sets of such.
    private static bool IsElsewhere(string url) => TerminologySet.R4.FindSystem(url) is null or { Concepts.Count: 0 };

    private static HashSet<(string System, string Code)> Members(ExpansionResult result) =>
        result.Concepts.Where(c => IsUsual(c.System, c.Code)).Select(c => (c.System, c.Code)).ToHashSet();

    private static bool IsUsual(string system, string code) => TerminologySet.R4.Find(new CodedValue(system, code)) is { IsAbstract: false, IsInactive: false };

    private static IEnumerable<(string System, string Code)> Contained(JsonElement holder) => !holder.TryGetProperty("contains", out var contains) ? [] : contains.EnumerateArray()
        .SelectMany(c => Contained(c).Prepend((c.GetProperty("system").GetString()!, c.GetProperty("code").GetString()!)));

    private static IEnumerable<JsonElement> Resources(string pattern) => Directory.EnumerateFiles(TestFolders.Examples!, pattern).Order(StringComparer.Ordinal).Select(file =>
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        return document.RootElement.Clone();
    });

    private static IEnumerable<string> Codes(JsonElement holder) => !holder.TryGetProperty("concept", out var concepts) ? [] : concepts.EnumerateArray()
        .SelectMany(c => Codes(c).Prepend(c.GetProperty("code").GetString()!));
}
