using Gateway.Fhir.Elements;
using Gateway.Fhir.Terminology;
using Gateway.Fhir.Terminology.CheckDigits;
using Gateway.Fhir.Terminology.Expansion;
using Gateway.Fhir.Tests.Data;

namespace Gateway.Fhir.Tests.Terminology;

/// <summary>The terminology of UK Core, and of the project, over R4's own.</summary>
public sealed class SharedTerminologyTests
{
    private static readonly Lazy<TerminologySet> s_uk = new(() => TerminologySet.R4.With(Folder("ukcore/codesystems").Concat(Folder("ukcore/valuesets")).Concat(Folder("ukcore/conceptmaps"))));

    /// <summary>Value sets of UK Core that cannot be evaluated as they are written, each with the reason. None so far.</summary>
    private static readonly Dictionary<string, string> s_faulty = [];

    [NeedsSharedFact]
    public void UK_Core_loads_without_faults() => s_uk.Value.Check().Should().BeEquivalentTo(s_faulty.Keys);

    [NeedsSharedFact]
    public void Every_value_set_of_UK_Core_is_listed_or_lacks_SNOMED_CT_or_its_like()
    {
        var missing = new SortedSet<string>(StringComparer.Ordinal);
        var (expanded, incomplete) = (0, 0);
        foreach (var url in Folder("ukcore/valuesets").Select(v => v.ChildText("url")!))
        {
            var result = s_uk.Value.Expand(url);
            result.State.Should().BeOneOf(ExpansionState.Expanded, ExpansionState.Incomplete);
            expanded += result.State == ExpansionState.Expanded ? 1 : 0;
            incomplete += result.State == ExpansionState.Incomplete ? 1 : 0;
            missing.UnionWith(result.Missing);
        }

        // Of the last the resource says that its codes are not in it.
        missing.Should().Equal("http://snomed.info/sct", "https://dmd.nhs.uk", "https://fhir.hl7.org.uk/CodeSystem/UKCore-MessageHeaderInstruction");
        (expanded, incomplete).Should().Be((88, 46));
    }

    [NeedsSharedFact]
    public void Codes_of_UK_Core_are_found()
    {
        var uk = s_uk.Value;
        const string verification = "https://fhir.hl7.org.uk/CodeSystem/UKCore-NHSNumberVerificationStatusEngland";
        uk.Find(new CodedValue(verification, "01")).Displays.Should().Equal("Number present and verified");
        uk.Find(new CodedValue(verification, "99")).State.Should().Be(ConceptState.UnknownCode);
        uk.IsMember("https://fhir.hl7.org.uk/ValueSet/UKCore-NHSNumberVerificationStatus", verification, "01").Should().Be(Membership.Yes);
        uk.IsMember("https://fhir.hl7.org.uk/ValueSet/UKCore-MedicationCode", "http://snomed.info/sct", "1").Should().Be(Membership.Unknown);
        uk.Translate("https://fhir.hl7.org.uk/ConceptMap/ConceptMap-UKCore-AdministrativeGender", new CodedValue("http://hl7.org/fhir/administrative-gender", "male"))!.Should().NotBeEmpty();
    }

    // UK Core publishes its value sets with the members that they had on a day, most of them of SNOMED CT.
    [NeedsSharedFact]
    public void Every_code_that_a_value_set_of_UK_Core_lists_is_in_it()
    {
        var count = 0;
        foreach (var set in Folder("ukcore/valuesets"))
            foreach (var member in set["expansion"].SelectMany(c => c["contains"]))
            {
                s_uk.Value.IsMember(set.ChildText("url")!, member.ChildText("system"), member.ChildText("code")!).Should().Be(Membership.Yes, set.ChildText("url"));
                count++;
            }

        count.Should().Be(3928);
    }

    // All of them are identifiers of SNOMED CT or dm+d, which are not loaded: none is wrong for that. Forty pairs cannot be concepts, by their form: mistyped digits,
    // made-up codes, numbers of other kinds that were put in the place of a code.
    [NeedsSharedFact]
    public void The_codes_found_in_real_payloads_are_not_judged_and_all_but_a_few_have_their_check_digit()
    {
        var codes = File.ReadLines(Path.Combine(TestFolders.Shared!, "codes-found.csv")).Skip(1).Select(l => l[..l.IndexOf(',', StringComparison.Ordinal)]).ToArray();
        codes.Should().HaveCount(4617).And.OnlyContain(c => c.All(char.IsAsciiDigit));
        codes.Where(c => s_uk.Value.Find(new CodedValue("http://snomed.info/sct", c)).State is ConceptState.Found or ConceptState.UnknownCode).Should().BeEmpty();
        codes.Count(c => !SnomedIdentifier.IsConcept(c)).Should().Be(40);
    }

    [Fact]
    public void The_projects_own_systems_and_value_sets_load_without_faults()
    {
        var profiles = Path.Combine(TestFolders.Repository, "profiles");
        var own = TerminologySet.R4.With(Read(Directory.EnumerateFiles(profiles, "*.json", SearchOption.AllDirectories)));
        own.Check().Should().BeEmpty();
        own.Find(new CodedValue("https://health-justice.example/fhir/CodeSystem/completeness", "answered")).State.Should().Be(ConceptState.Found);
    }

    private static IEnumerable<Element> Folder(string name) => Read(Directory.EnumerateFiles(Path.Combine(TestFolders.Shared!, name), "*.xml"));

    private static IEnumerable<Element> Read(IEnumerable<string> files) => files.Order(StringComparer.Ordinal)
        .Where(f => Path.GetFileName(f) is var name && (name.StartsWith("CodeSystem", StringComparison.Ordinal) || name.StartsWith("ValueSet", StringComparison.Ordinal) || name.StartsWith("ConceptMap", StringComparison.Ordinal)))
        .Select(f => FhirContent.Read(File.ReadAllBytes(f), options: ReadOptions.Tolerant).Root);
}
