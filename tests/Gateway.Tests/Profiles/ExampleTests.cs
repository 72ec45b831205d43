using Gateway.Fhir;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;

namespace Gateway.Tests.Profiles;

/// <summary>The examples of our profiles: what is valid gives no error, what is not gives the one that its file is named after.</summary>
public sealed class ExampleTests
{
    private const string Canonical = "https://health-justice.example/fhir/StructureDefinition/";

    // What the journeys stand on has several examples of each kind.
    private static readonly string[] s_important =
    [
        "detainee", "custody-episode", "street-triage-contact", "health-request", "health-request-step", "referral", "referral-step", "medication-statement", "medication-request", "fitness", "watch",
        "risk-marker", "court-date", "sharing-consent", "screen", "worker-role",
    ];

    private static readonly string s_examples = Path.Combine(OwnProfiles.Folder, "examples");

    public static TheoryData<string> Valid() => Files("valid-");

    public static TheoryData<string> Invalid() => Files("invalid-");

    [Theory]
    [MemberData(nameof(Valid))]
    public void A_valid_example_gives_no_error(string file) => Errors(Read(file)).Should().BeEmpty();

    [Theory]
    [MemberData(nameof(Invalid))]
    public void An_invalid_example_gives_the_error_that_it_is_named_after_and_no_other(string file)
    {
        var name = ExampleName.Of(file);
        var faults = Faults(Read(file));
        faults.Where(name.Names).Should().NotBeEmpty($"it is to break {name}, and gives {string.Join("; ", faults.Select(f => $"{f.Rule} at {f}"))}");
        faults.Where(f => !name.Names(f)).Select(f => $"{f.Rule} at {f}").Should().BeEmpty();
    }

    [Fact]
    public void Every_profile_of_a_resource_has_examples_of_both_kinds_that_claim_it()
    {
        foreach (var profile in OwnProfiles.Definitions.Where(d => d.Type.Name == "StructureDefinition" && d.ChildText("kind") == "resource").Select(d => d.ChildText("id")!))
        {
            var least = s_important.Contains(profile) ? 2 : 1;
            var folder = Path.Combine(s_examples, profile);
            Directory.Exists(folder).Should().BeTrue($"{profile} needs examples");
            Directory.EnumerateFiles(folder, "valid-*.json").Should().HaveCountGreaterThanOrEqualTo(least, profile);
            Directory.EnumerateFiles(folder, "invalid-*.json").Should().HaveCountGreaterThanOrEqualTo(least, profile);
            foreach (var file in Directory.EnumerateFiles(folder))
                Claims(Read(file)).Should().Contain(Canonical + profile, file);
        }
    }

    [NeedsSharedFact]
    public void A_valid_example_is_valid_for_UK_Core_and_BALP_too()
    {
        foreach (var example in Directory.EnumerateFiles(s_examples, "valid-*.json", SearchOption.AllDirectories).Select(Read))
        {
            var result = OwnProfiles.WithUkCore.Validate(example);
            result.Faults.Where(f => !f.IsWarning || f.Rule == "profile-unknown").Select(f => f.ToString()).Should().BeEmpty($"{string.Join(", ", Claims(example))} are claimed");
        }
    }

    [Fact]
    public void A_profile_says_which_others_it_complies_with_and_its_examples_claim_them()
    {
        foreach (var profile in OwnProfiles.Definitions.Where(d => d.Type.Name == "StructureDefinition" && d.ChildText("kind") == "resource"))
        {
            var others = profile["extension"].Where(e => e.ChildText("url") == "http://hl7.org/fhir/StructureDefinition/structuredefinition-compliesWithProfile").SelectMany(e => e["value"]).Select(v => v.Text!)
                .Where(u => u.StartsWith("https://fhir.hl7.org.uk/", StringComparison.Ordinal));
            foreach (var file in Directory.EnumerateFiles(Path.Combine(s_examples, profile.ChildText("id")!), "valid-*.json"))
                others.Except(Claims(Read(file))).Should().BeEmpty(file);
        }
    }

    private static List<string> Errors(Element example) => [.. Faults(example).Select(f => f.ToString())];

    private static List<Fault> Faults(Element example) => [.. OwnProfiles.Alone.Validate(example).Faults.Where(f => !f.IsWarning)];

    private static IEnumerable<string> Claims(Element resource) => resource["meta"].SelectMany(m => m["profile"]).Select(p => p.Text!);

    private static Element Read(string file)
    {
        var read = FhirContent.Read(File.ReadAllBytes(Path.Combine(s_examples, file)));
        read.Faults.Should().BeEmpty();
        return read.Root;
    }

    private static TheoryData<string> Files(string prefix) =>
        new(Directory.EnumerateFiles(s_examples, $"{prefix}*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(f => Path.GetRelativePath(s_examples, f)));
}
