using Gateway.Fhir.Json;

namespace Gateway.Fhir.Tests.Json;

/// <summary>Tolerant reading: what is kept, what is left out, and that each is a warning.</summary>
public sealed class TolerantTests
{
    [Theory]
    [InlineData("""{"resourceType":"Patient","birthDate":►"2015-02-30"}""", "Patient.birthDate: A date is")]
    [InlineData("""{"resourceType":"Patient","language":►""}""", "Patient.language: empty")]
    [InlineData("""{"resourceType":"Patient","multipleBirthInteger":►1.5}""", "Patient.multipleBirth: whole number")]
    [InlineData("""{"resourceType":"Patient","id":►"a_b"}""", "Patient.id: An id has")]
    [InlineData("""{"resourceType":"Patient","text":{"div":►"<p>x</p>"}}""", "Patient.text.div: one div")]
    public void Malformed_values_are_kept_as_they_are(string marked, string warning) =>
        Refusal.Warns(marked, warning).Should().Be(marked.Replace("►", ""));

    [Theory]
    [InlineData("""{"resourceType":"Patient",►"foo":{"a":[1]},"active":true}""", "Patient.foo: no property")]
    [InlineData("""{"resourceType":"Patient","active":true,►"active":false}""", "Patient.active: twice")]
    [InlineData("""{"resourceType":"Patient","active":true,►"resourceType":"Basic"}""", "Patient: twice")]
    [InlineData("""{"resourceType":"Patient","birthDate":►2015,"active":true}""", "Patient.birthDate: must be a string")]
    [InlineData("""{"resourceType":"Patient","name":►{"family":"a"},"active":true}""", "Patient.name: must be an array")]
    [InlineData("""{"resourceType":"Patient","active":true,"birthDate":►["2015"]}""", "Patient.birthDate: does not repeat")]
    [InlineData("""{"resourceType":"Patient","name":►[],"active":true}""", "Patient.name: array is empty")]
    [InlineData("""{"resourceType":"Patient","name":[►{}],"active":true}""", "Patient.name[0]: object is empty")]
    [InlineData("""{"resourceType":"Patient","maritalStatus":►{},"active":true}""", "Patient.maritalStatus: object is empty")]
    [InlineData("""{"resourceType":"Patient","name":[►null,►"x"],"active":true}""", "Patient.name[0]: not null", "Patient.name[1]: not a string")]
    [InlineData("""{"resourceType":"Patient","name":[{"given":[►null]}],"active":true}""", "Patient.name[0].given[0]: null stands")]
    [InlineData("""{"resourceType":"Patient","_birthDate":►{},"active":true}""", "Patient.birthDate: object is empty")]
    [InlineData("""{"resourceType":"Patient","_birthDate":►"x","active":true}""", "Patient.birthDate: must be an object")]
    [InlineData("""{"resourceType":"Patient","contact":[{"name":{►"x":1}}],"active":true}""", "Patient.contact[0].name.x: no property")]
    [InlineData("""{"resourceType":"Patient","contained":[►{"id":"x"},{"resourceType":►"Nope"}],"active":true}""", "Patient.contained[0]: no resourceType", "Patient.contained[1]: not a type")]
    public void What_cannot_be_placed_is_left_out_and_leaves_nothing_empty_behind(string marked, params string[] warnings) =>
        Refusal.Warns(marked, warnings).Should().Be("""{"resourceType":"Patient","active":true}""");

    [Fact]
    public void Values_stay_with_their_own_companions_when_one_is_left_out() => Refusal.Warns(
        """{"resourceType":"Patient","name":[{"given":[►5,"b","c",►null],"_given":[null,{"id":"x"},►7,null]}]}""",
        "Patient.name[0].given[0]: must be a string",
        "Patient.name[0].given[3]: null stands",
        "Patient.name[0].given[2]: must be an object")
        .Should().Be("""{"resourceType":"Patient","name":[{"given":["b","c"],"_given":[{"id":"x"},null]}]}""");

    [Fact]
    public void Companions_beyond_the_values_are_kept() => Refusal.Warns(
        """{"resourceType":"Patient","name":[{"given":["a"],►"_given":[null,{"id":"x"}]}]}""",
        "Patient.name[0].given: differ in number")
        .Should().Be("""{"resourceType":"Patient","name":[{"given":["a",null],"_given":[null,{"id":"x"}]}]}""");

    [Fact]
    public void Of_two_types_of_a_choice_the_first_is_kept() => Refusal.Warns(
        """{"resourceType":"Observation","valueString":"a",►"valueInteger":1,►"_valueInteger":{"id":"x"}}""",
        "Observation.value: twice",
        "Observation.value: twice")
        .Should().Be("""{"resourceType":"Observation","valueString":"a"}""");

    [Fact]
    public void A_byte_order_mark_is_passed_over()
    {
        var read = FhirJson.Read([0xEF, 0xBB, 0xBF, .. "{\"resourceType\":\"Patient\",\"birthDate\":\"x\"}"u8], options: ReadOptions.Tolerant);
        read.IsRead.Should().BeTrue();
        read.Faults.Select(f => (f.Line, f.Column, f.IsWarning)).Should().Equal((1, 1, true), (1, 39, true));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"active":true}""")]
    [InlineData("""{"resourceType":"Nope"}""")]
    [InlineData("""{"resourceType":"Patient","active":true""")]
    [InlineData("""{"resourceType":"Patient"} x""")]
    [InlineData("""{"resourceType":"Patient","language":"\ud800"}""")]
    public void What_gives_no_readable_tree_is_refused_with_an_error(string json)
    {
        var read = FhirJson.Read(System.Text.Encoding.UTF8.GetBytes(json), options: ReadOptions.Tolerant);
        read.IsRead.Should().BeFalse();
        read.Faults.Should().ContainSingle().Which.IsWarning.Should().BeFalse();
    }

    [Fact]
    public void An_id_that_is_too_long_is_a_warning_even_when_reading_strictly()
    {
        var read = FhirJson.Read(System.Text.Encoding.UTF8.GetBytes($$"""{"resourceType":"Patient","id":"{{new string('a', 65)}}"}"""));
        read.IsRead.Should().BeTrue();
        read.Faults.Should().ContainSingle().Which.ToString().Should().Be("1:32: Patient.id: An id has at most 64 characters.");
    }
}
