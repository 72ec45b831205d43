using System.Text.Json;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Terminology;
using Gateway.Fhir.Tests.Data;
using Gateway.Fhir.Validation;
using Gateway.Fhir.Validation.Profiles;
using Gateway.Fhir.Validation.Questionnaires;

namespace Gateway.Fhir.Tests.Validation;

/// <summary>HL7's validation cases beside what its own validator says: whether a resource has errors.</summary>
public sealed class ValidatorSuiteTests
{
    private static readonly Dictionary<string, string> s_apart = new()
    {
        ["cvx"] = "a wrong display of CVX, which is not loaded: without a terminology server it cannot be told",
        ["extension-version-restriction-range-ctxt-r4"] = "the extension is defined in a file for R5, which is not loaded",
    };

    private static readonly Dictionary<string, string> s_apartWithSupport = new()
    {
        ["sdoh-type-slice"] = "a wrong display of LOINC, which is not loaded",
        ["ext-xver-modifier-1"] = "an extension of HL7's cross-version package, which is made on the fly",
        ["StructureDefinition-Slice23"] = "what a StructureDefinition says wrong is told when it is loaded, not when it is validated",
        ["cm"] = "the codes of a ConceptMap are not looked up",
        ["choice-async-qr"] = "the codes of countries (ISO 3166) are not loaded",
        ["string-with-coding-async-qr"] = "the codes of countries (ISO 3166) are not loaded",
        ["quantity-qr"] = "10 Kg lie between 5 and 50 Kg also where the unit has no code, as Firely's validator says too",
        ["ab-list-slicing"] = "links within a narrative are not followed",
    };

    private static string Folder => Path.Combine(TestFolders.Shared!, "suites", "validator-r4-json");

    [NeedsSharedFact]
    public void Cases_that_need_nothing_else_are_judged_as_HL7_does()
    {
        var cases = Cases().Where(c => c.GetProperty("selfContained").GetBoolean()).ToArray();
        cases.Where(c => HasErrors(c) != Expected(c)).Select(Name).Should().BeEquivalentTo(s_apart.Keys);
        (1 - (s_apart.Count / (double)cases.Length)).Should().BeGreaterThanOrEqualTo(0.95);
    }

    [NeedsSharedFact]
    public void Cases_that_bring_profiles_are_judged_as_HL7_does()
    {
        var cases = Cases().Where(c => !c.GetProperty("selfContained").GetBoolean() && Support(c).All(System.IO.File.Exists)).ToArray();
        cases.Should().HaveCountGreaterThan(30);
        cases.Where(c => HasErrors(c) != Expected(c)).Select(Name).Should().BeEquivalentTo(s_apartWithSupport.Keys);
    }

    private static JsonElement[] Cases() => [.. JsonDocument.Parse(System.IO.File.ReadAllText(Path.Combine(Folder, "manifest-r4-json.json"))).RootElement.EnumerateArray()];

    private static bool HasErrors(JsonElement test)
    {
        var read = FhirContent.Read(System.IO.File.ReadAllBytes(File(test)));
        if (!read.IsRead)
            return true;
        Element[] support = [.. Support(test).Select(f => FhirContent.Read(System.IO.File.ReadAllBytes(f), options: ReadOptions.Tolerant)).Where(r => r.IsRead).Select(r => r.Root)];
        var validator = new Validator(ProfileSet.R4.With(support), TerminologySet.R4.With(support), new ValidatorOptions { Questionnaires = QuestionnaireSet.Of(support) });
        var profile = test.TryGetProperty("profile", out var given) ? Url(given.GetProperty("source").GetString()!) : null;
        return !validator.Validate(read.Root, profile).IsValid;
    }

    private static string? Url(string file) => FhirContent.Read(System.IO.File.ReadAllBytes(Path.Combine(Folder, "files", file)), options: ReadOptions.Tolerant).Root.ChildText("url");

    private static bool Expected(JsonElement test) => Errors(test, "expectJava") + Errors(test, "expectJavaProfile") > 0;

    private static int Errors(JsonElement test, string name) => test.TryGetProperty(name, out var expected) ? expected.GetProperty("errors").GetInt32() : 0;

    private static string Name(JsonElement test) => test.GetProperty("name").GetString()!;

    private static string File(JsonElement test) => Path.Combine(Folder, "files", test.GetProperty("file").GetString()!);

    private static IEnumerable<string> Support(JsonElement test) =>
        Texts(test, "supporting").Concat(Texts(test, "profiles")).Concat(test.TryGetProperty("profile", out var profile) ? Texts(profile, "supporting").Append(profile.GetProperty("source").GetString()!) : [])
            .Select(f => Path.Combine(Folder, "files", f));

    private static IEnumerable<string> Texts(JsonElement holder, string name) =>
        holder.TryGetProperty(name, out var list) ? list.EnumerateArray().Select(t => t.GetString()!) : [];
}
