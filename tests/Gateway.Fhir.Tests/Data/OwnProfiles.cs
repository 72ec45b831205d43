using Gateway.Fhir.Elements;
using Gateway.Fhir.Terminology;
using Gateway.Fhir.Validation;
using Gateway.Fhir.Validation.Profiles;
using Gateway.Fhir.Validation.Questionnaires;

namespace Gateway.Fhir.Tests.Data;

/// <summary>The repository's own profiles, value sets and code systems, ready to validate with.</summary>
internal static class OwnProfiles
{
    public static string Folder { get; } = Path.Combine(TestFolders.Repository, "profiles");

    private static readonly string[] s_kinds = ["StructureDefinition-", "ValueSet-", "CodeSystem-", "Questionnaire-"];
    private static readonly string[] s_own = ["structuredefinitions", "valuesets", "codesystems", "questionnaires"];
    private static readonly Lazy<Element[]> s_resources = new(() => [.. s_own.SelectMany(f => Read(Path.Combine(Folder, f)))]);
    private static readonly Lazy<Validator> s_alone = new(() => With([]));
    private static readonly Lazy<Validator> s_withUkCore = new(() => With(Read(Path.Combine(TestFolders.Shared!, "ukcore"), Path.Combine(TestFolders.Shared!, "suites", "ihe-balp"))));

    /// <summary>Our profiles alone: of what claims UK Core's too, ours are checked.</summary>
    public static Validator Alone => s_alone.Value;

    /// <summary>Ours, and those of UK Core and BALP as they were published; needs the shared folder.</summary>
    public static Validator WithUkCore => s_withUkCore.Value;

    /// <summary>Our own definitions.</summary>
    public static IReadOnlyList<Element> Definitions => s_resources.Value;

    private static Validator With(IEnumerable<Element> others)
    {
        Element[] all = [.. others, .. s_resources.Value];
        return new Validator(ProfileSet.R4.With(all), TerminologySet.R4.With(all), new ValidatorOptions { AllowsUnknownExtensions = true, Questionnaires = QuestionnaireSet.Of(all) });
    }

    private static IEnumerable<Element> Read(params string[] folders) =>
        from folder in folders
        from file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        where s_kinds.Any(k => Path.GetFileName(file).StartsWith(k, StringComparison.Ordinal)) || file.Contains($"{Path.DirectorySeparatorChar}ukcore{Path.DirectorySeparatorChar}", StringComparison.Ordinal) && !file.Contains("example", StringComparison.Ordinal)
        where Path.GetExtension(file) is ".json" or ".xml"
        let read = FhirContent.Read(File.ReadAllBytes(file), options: ReadOptions.Tolerant)
        where read.IsRead
        select read.Root;
}
