using System.Security.Cryptography;
using Gateway.Federation.Ids;
using Gateway.Federation.Persons;
using Gateway.Fhir.Search.Queries;
using Gateway.Sources;

namespace Gateway.Tests.Federation;

public sealed class PersonCriteriaTests
{
    private const string Nhs = "https://fhir.nhs.uk/Id/nhs-number";
    private const string Custody = "https://health-justice.example/id/custody-number";
    private static readonly GatewayIds s_ids = new(SHA256.HashData("a key"u8));
    private static readonly string s_patient = s_ids.Of(new GatewayId(1, "Patient", "pP-1", 0))!;

    [Theory]
    [InlineData("MedicationStatement", $"patient.identifier={Nhs}|9990001006")]
    [InlineData("MedicationStatement", $"subject:Patient.identifier={Nhs}|9990001006&status=active")]
    [InlineData("MedicationStatement", $"subject.identifier={Nhs}|9990001006")]
    [InlineData("MedicationStatement", $"patient:identifier={Nhs}|9990001006")]
    [InlineData("MedicationStatement", $"_sort=-_lastUpdated&patient.identifier={Nhs}%7C9990001006")]
    [InlineData("Patient", $"identifier={Nhs}|9990001006")]
    public void A_number_names_a_person(string type, string query) => Find(type, query)!.Numbers.Should().Equal(new SourceIdentifier(Nhs, "9990001006"));

    [Fact]
    public void A_number_is_asked_for_as_it_was_written() =>
        Find("Encounter", $"patient.identifier={Custody}|42CP/2026/000816")!.Numbers.Should().Equal(new SourceIdentifier(Custody, "42CP/2026/000816"));

    [Fact]
    public void Several_numbers_name_several_persons() =>
        Find("Encounter", $"patient.identifier={Nhs}|9990001006,{Nhs}|9990001014")!.Numbers.Should().HaveCount(2);

    [Theory]
    [InlineData("patient")]
    [InlineData("subject")]
    [InlineData("subject:Patient")]
    public void An_id_names_a_person(string parameter) => Find("MedicationStatement", $"{parameter}={s_patient}")!.PatientIds.Should().Equal(s_patient);

    [Theory]
    [InlineData("Task", "owner.identifier=https://fhir.nhs.uk/Id/ods-organization-code|ZZ950")]
    [InlineData("Task", "owner:identifier=https://fhir.nhs.uk/Id/ods-organization-code|ZZ950")]
    [InlineData("MedicationStatement", "status=active")]
    [InlineData("MedicationStatement", "patient.name=smith")]
    [InlineData("MedicationStatement", "subject:missing=true")]
    [InlineData("MedicationStatement", "patient.identifier=9990001006")]
    [InlineData("Encounter", $"identifier={Custody}|42CP/2026/000816")]
    public void What_names_no_person_for_certain_does_not(string type, string query) => Find(type, query).Should().BeNull();

    [Fact]
    public void A_condition_on_a_person_is_widened_to_the_same_person_elsewhere()
    {
        var query = Parse("MedicationStatement", $"patient.identifier={Nhs}|9990001006&status=active");
        var widened = PersonCriteria.Widen(query, s_ids, new RawNumbers(""), _ => ["a", "b"]);
        widened.Criteria[0].Should().BeOfType<ValueCriterion>().Which.Terms.Should().Equal(new ReferenceTerm("Patient", "a", null), new ReferenceTerm("Patient", "b", null));
        widened.Criteria[1].Should().Be(query.Criteria[1]);
    }

    [Fact]
    public void The_number_of_a_stay_finds_the_Patient_whose_stay_it_is()
    {
        var widened = PersonCriteria.Widen(Parse("Patient", $"identifier={Custody}|42CP/2026/000816"), s_ids, new RawNumbers(""), _ => ["a"]);
        var criterion = widened.Criteria[0].Should().BeOfType<ValueCriterion>().Which;
        criterion.Parameter.Code.Should().Be("_id");
        criterion.Terms.Should().Equal(new TokenTerm(SystemRule.Any, null, "a"));
    }

    [Fact]
    public void Nobody_known_is_a_condition_that_nothing_meets()
    {
        var widened = PersonCriteria.Widen(Parse("MedicationStatement", $"patient.identifier={Nhs}|9990001006"), s_ids, new RawNumbers(""), _ => []);
        widened.Criteria[0].Should().BeOfType<ValueCriterion>().Which.Terms.Should().ContainSingle();
    }

    private static NamedPersons? Find(string type, string query) => PersonCriteria.Find(Parse(type, query), s_ids, new RawNumbers(query));

    private static SearchQuery Parse(string type, string query) => SearchQueryParser.Parse(type, query).Query!;
}
