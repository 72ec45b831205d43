using System.Text;
using Gateway.Fhir;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Terminology;
using Gateway.Fhir.Validation;
using Gateway.Fhir.Validation.Profiles;
using Gateway.Summaries;

namespace Gateway.Tests.Summaries;

/// <summary>What a summary says of what is there, of what is not, and of who did not say.</summary>
public sealed class SummaryDocumentTests
{
    private const string Root = "https://gateway.example/fhir";
    private static readonly Validator s_validator = new(ProfileSet.R4, TerminologySet.R4, new ValidatorOptions { AllowsUnknownExtensions = true });
    private static readonly Element s_patient = Read("""{"resourceType":"Patient","id":"a","name":[{"family":"Chalmers"}],"birthDate":"1974-12-25"}""");
    private static readonly Element s_outcome = Read("""{"resourceType":"OperationOutcome","issue":[{"severity":"information","code":"informational"}]}""");

    [Fact]
    public void Where_nobody_said_anything_there_is_no_information_and_not_nothing()
    {
        var composition = Composition(Document([]));

        Codes(Section(composition, "48765-2")).Should().Equal("unavailable", "no-allergy-info");
        Codes(Section(composition, "10160-0")).Should().Equal("unavailable", "no-medication-info");
        Codes(Section(composition, "11450-4")).Should().Equal("unavailable", "no-problem-info");
        composition["section"].Should().HaveCount(4, "the others are left out, but for how complete it is");
    }

    [Fact]
    public void Who_did_not_answer_is_named_where_it_may_know_and_nothing_is_said_to_be_absent()
    {
        var composition = Composition(Document([], new SummarySource("The trust", new HashSet<string> { "AllergyIntolerance", "Procedure" }), new SummarySource(null, new HashSet<string> { "Condition" })));

        Codes(Section(composition, "48765-2")).Should().Equal("unavailable");
        Text(Section(composition, "48765-2")).Should().Contain("The trust did not answer in full");
        Codes(Section(composition, "47519-4")).Should().Equal("unavailable");
        Text(Section(composition, "11450-4")).Should().Contain("Not every system that may know more has answered");
        Codes(Section(composition, "10160-0")).Should().Equal("unavailable", "no-medication-info");
    }

    [Fact]
    public void That_there_is_none_is_said_only_where_the_data_says_so_and_everybody_answered()
    {
        var list = """{"resourceType":"List","id":"l","status":"current","mode":"snapshot","code":{"coding":[{"system":"http://loinc.org","code":"48765-2"}]},"subject":{"reference":"Patient/a"},"emptyReason":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/list-empty-reason","code":"nilknown"}]}}""";
        Codes(Section(Composition(Document([list])), "48765-2")).Should().Equal("nilknown");
        Codes(Section(Composition(Document([list], new SummarySource("The trust", new HashSet<string> { "AllergyIntolerance" }))), "48765-2")).Should().Equal("unavailable");

        var none = """{"resourceType":"AllergyIntolerance","id":"n","clinicalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical","code":"active"}]},"code":{"coding":[{"system":"http://snomed.info/sct","code":"716186003","display":"No known allergy"}]},"patient":{"reference":"Patient/a"}}""";
        var stated = Section(Composition(Document([none])), "48765-2");
        stated["entry"].Single().ChildText("reference").Should().Be($"{Root}/AllergyIntolerance/n");
        Text(stated).Should().Contain("<li>No known allergy");
    }

    [Fact]
    public void What_was_taken_back_or_says_the_same_again_is_left_out_and_what_is_over_stands_apart()
    {
        var document = Document(
        [
            """{"resourceType":"MedicationStatement","id":"s","status":"active","medicationCodeableConcept":{"text":"Sertraline"},"subject":{"reference":"Patient/b"},"basedOn":[{"reference":"MedicationRequest/plan"}]}""",
            """{"resourceType":"MedicationRequest","id":"plan","status":"active","intent":"plan","medicationCodeableConcept":{"text":"Sertraline"},"subject":{"reference":"Patient/b"}}""",
            """{"resourceType":"MedicationRequest","id":"order","status":"active","intent":"order","medicationCodeableConcept":{"text":"Sertraline"},"subject":{"reference":"Patient/b"},"basedOn":[{"reference":"MedicationRequest/plan"}]}""",
            """{"resourceType":"MedicationRequest","id":"wrong","status":"entered-in-error","intent":"order","medicationCodeableConcept":{"text":"Other"},"subject":{"reference":"Patient/b"}}""",
            """{"resourceType":"Condition","id":"old","clinicalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-clinical","code":"resolved"}]},"code":{"text":"Fracture"},"subject":{"reference":"Patient/a"}}""",
        ]);
        var composition = Composition(document);

        Section(composition, "10160-0")["entry"].Select(e => e.ChildText("reference")).Should().Equal($"{Root}/MedicationStatement/s");
        Section(composition, "11348-0")["entry"].Select(e => e.ChildText("reference")).Should().Equal($"{Root}/Condition/old");
        Codes(Section(composition, "11450-4")).Should().Equal("unavailable", "no-problem-info");
        document["entry"].SelectMany(e => e["resource"]).Single(r => r.Type.Name == "MedicationStatement")["subject"].Single().ChildText("reference").Should().Be("Patient/a", "the document has one Patient");
    }

    [Fact]
    public void Nothing_that_a_source_writes_becomes_markup()
    {
        var composition = Composition(Document(["""{"resourceType":"Condition","id":"x","code":{"text":"<script>alert(1)</script> & \"so\" <img src='x'/> \ud83d\ude00"},"subject":{"reference":"Patient/a"}}"""]));

        Text(Section(composition, "11450-4")).Should().Contain("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;so&quot; &lt;img src=&#39;x&#39;/&gt; \U0001F600").And.NotContain("<script").And.NotContain("<img");
    }

    private static Element Document(IReadOnlyList<string> own, params SummarySource[] missing)
    {
        var made = 0;
        var document = new SummaryDocument(Root, new DateTimeOffset(2026, 11, 22, 9, 0, 0, TimeSpan.Zero), () => new Guid(++made, 0, 0, new byte[8])).Of(new SummaryContent(s_patient, ["a", "b"], [.. own.Select(Read)], [], missing, s_outcome));
        s_validator.Validate(document).Faults.Where(f => !f.IsWarning).Select(f => $"{f.Rule}: {f}").Should().BeEmpty();
        return document;
    }

    private static Element Composition(Element document) => document["entry"].First()["resource"].Single();

    private static Element Section(Element composition, string code) => composition["section"].Single(s => s["code"].SelectMany(c => c["coding"]).Any(c => c.ChildText("code") == code));

    private static IEnumerable<string?> Codes(Element section) => section["emptyReason"].SelectMany(e => e["coding"]).Select(c => c.ChildText("code"));

    private static string Text(Element section) => section["text"].Single().ChildText("div")!;

    private static Element Read(string json) => FhirContent.Read(Encoding.UTF8.GetBytes(json)) is { IsRead: true } read ? read.Root : throw new InvalidOperationException("The test's own content cannot be read.");
}
