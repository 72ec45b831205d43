namespace Gateway.Fhir.Tests.Json;

/// <summary>JSON whose objects, arrays and values are not shaped as the definitions say.</summary>
public sealed class RefusedStructureTests
{
    private const string Twice = "stands twice in one object";

    [Fact]
    public void All_faults_of_a_text_are_reported_together_in_its_order() => Refusal.Is(
        """
        {
          "resourceType": "Patient",
          "active": ►"true",
          ►"nickname": "x",
          "name": [
            { "family": ►1, "given": [ "Ä😀", ►null, ►2 ] },
            ►"Jim",
            { ►"first": "x", "period": { "start": ►"2015-02-30" } }
          ],
          "contact": ►[],
          "birthDate": ►"gestern"
        }
        """,
        "Patient.active: must be a boolean, not a string",
        "Patient.nickname: Patient has no property 'nickname'",
        "Patient.name[0].family: must be a string, not a number",
        "Patient.name[0].given[1]: null stands for a value that has neither id nor extensions",
        "Patient.name[0].given[2]: must be a string, not a number",
        "Patient.name[1]: must be an object, not a string",
        "Patient.name[2].first: HumanName has no property 'first'",
        "Patient.name[2].period.start: A dateTime is",
        "Patient.contact: The array is empty",
        "Patient.birthDate: A date is");

    [Theory]
    [InlineData("""{"resourceType":"Patient","active":true,►"active":false}""", "Patient.active")]
    [InlineData("""{"resourceType":"Patient","name":[{"family":"a"}],►"name":[{"family":"b"}]}""", "Patient.name")]
    [InlineData("""{"resourceType":"Patient","active":true,►"\u0061ctive":false}""", "Patient.active")]
    [InlineData("""{"resourceType":"Patient","birthDate":"2015","_birthDate":{"id":"a"},►"_birthDate":{"id":"b"}}""", "Patient.birthDate")]
    [InlineData("""{"resourceType":"Observation","valueString":"a",►"valueInteger":1}""", "Observation.value")]
    [InlineData("""{"resourceType":"Observation","valueString":"a",►"_valueDateTime":{"id":"x"}}""", "Observation.value")]
    [InlineData("""{"resourceType":"Observation","_valueString":{"id":"x"},►"valueDateTime":"2015"}""", "Observation.value")]
    [InlineData("""{"resourceType":"Observation","valueQuantity":{"value":1},►"_valueString":{"id":"x"}}""", "Observation.value")]
    public void An_element_that_stands_twice_is_refused(string marked, string expression) => Refusal.Is(marked, $"{expression}: {Twice}");

    [Fact]
    public void Two_types_of_one_choice_are_refused() => Refusal.Is(
        """{"resourceType":"Basic","extension":[{"url":"u","valueString":"a",►"valueCode":"b"}]}""",
        $"Basic.extension[0].value: The element value {Twice}");

    [Theory]
    [InlineData("""{"resourceType":"Patient",►"foo":1}""", "Patient.foo", "Patient has no property 'foo'")]
    [InlineData("""{"resourceType":"Patient",►"Active":true}""", "Patient.Active", "'Active'")]
    [InlineData("""{"resourceType":"Patient",►"_name":[{"id":"x"}]}""", "Patient._name", "'_name'")]
    [InlineData("""{"resourceType":"Patient",►"_resourceType":"x"}""", "Patient._resourceType", "'_resourceType'")]
    [InlineData("""{"resourceType":"Patient",►"deceased":true}""", "Patient.deceased", "'deceased'")]
    [InlineData("""{"resourceType":"Patient",►"deceased[x]":true}""", "Patient", "of that name")]
    [InlineData("""{"resourceType":"Patient",►"deceasedString":"x"}""", "Patient.deceasedString", "'deceasedString'")]
    [InlineData("""{"resourceType":"Patient",►"":1}""", "Patient", "of that name")]
    [InlineData("""{"resourceType":"Patient",►"_":1}""", "Patient._", "'_'")]
    [InlineData("""{"resourceType":"Patient",►"fhir_comments":["x"]}""", "Patient.fhir_comments", "'fhir_comments'")]
    [InlineData("""{"resourceType":"Patient","name":[{►"resourceType":"HumanName","family":"x"}]}""", "Patient.name[0].resourceType", "HumanName has no property")]
    [InlineData("""{"resourceType":"Patient","contact":[{►"link":[],"id":"x"}]}""", "Patient.contact[0].link", "Patient.contact has no property 'link'")]
    [InlineData("""{"resourceType":"Patient","name":[{"id":"a",►"_id":{"id":"b"}}]}""", "Patient.name[0]._id", "'_id'")]
    [InlineData("""{"resourceType":"Patient","extension":[{"url":"a",►"_url":{"id":"b"}}]}""", "Patient.extension[0]._url", "'_url'")]
    public void An_element_that_the_type_does_not_have_is_refused(string marked, string expression, string part) =>
        Refusal.Is(marked, $"{expression}: {part}");

    [Theory]
    [InlineData("""{"resourceType":"Patient","name":►{"family":"x"}}""", "Patient.name", "repeats and must be an array")]
    [InlineData("""{"resourceType":"Patient","name":►null}""", "Patient.name", "repeats and must be an array")]
    [InlineData("""{"resourceType":"Patient","name":[{"given":►"x"}]}""", "Patient.name[0].given", "repeats and must be an array")]
    [InlineData("""{"resourceType":"Patient","active":►[true]}""", "Patient.active", "does not repeat")]
    [InlineData("""{"resourceType":"Patient","maritalStatus":►[{"text":"x"}]}""", "Patient.maritalStatus", "does not repeat")]
    [InlineData("""{"resourceType":"Patient","maritalStatus":►"M"}""", "Patient.maritalStatus", "must be an object, not a string")]
    [InlineData("""{"resourceType":"Patient","maritalStatus":►null}""", "Patient.maritalStatus", "must be an object, not null")]
    [InlineData("""{"resourceType":"Patient","name":[►null]}""", "Patient.name[0]", "must be an object, not null")]
    [InlineData("""{"resourceType":"Patient","name":[►["x"]]}""", "Patient.name[0]", "must be an object, not an array")]
    [InlineData("""{"resourceType":"Patient","name":[{"given":["a",►["b"]]}]}""", "Patient.name[0].given[1]", "must be a string, not an array")]
    [InlineData("""{"resourceType":"Patient","name":[►{}]}""", "Patient.name[0]", "The object is empty")]
    [InlineData("""{"resourceType":"Patient","maritalStatus":►{}}""", "Patient.maritalStatus", "The object is empty")]
    [InlineData("""{"resourceType":"Patient","name":►[]}""", "Patient.name", "The array is empty")]
    [InlineData("""{"resourceType":"Patient","name":[{"given":►[]}]}""", "Patient.name[0].given", "The array is empty")]
    [InlineData("""{"resourceType":"Patient","birthDate":►null}""", "Patient.birthDate", "must be a string, not null")]
    [InlineData("""{"resourceType":"Patient","birthDate":►{"id":"x"}}""", "Patient.birthDate", "must be a string, not an object")]
    public void Objects_arrays_and_values_must_stand_where_they_are_due(string marked, string expression, string part) =>
        Refusal.Is(marked, $"{expression}: {part}");

    [Fact]
    public void The_index_of_a_fault_counts_the_items_before_it_that_could_not_be_read() => Refusal.Is(
        """{"resourceType":"Patient","name":[►1,►2,{"family":►3}],"generalPractitioner":[{►"x":1,"display":"a"},►{}]}""",
        "Patient.name[0]: must be an object",
        "Patient.name[1]: must be an object",
        "Patient.name[2].family: must be a string",
        "Patient.generalPractitioner[0].x: no property",
        "Patient.generalPractitioner[1]: The object is empty");
}
