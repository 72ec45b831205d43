using System.Text;
using Gateway.Fhir.Json;

namespace Gateway.Fhir.Tests.Json;

/// <summary>Primitives and their <c>_</c> companions (http://hl7.org/fhir/R4/json.html#primitive).</summary>
public sealed class CompanionTests
{
    private const string Differ = "values and their _ companions differ in number";
    private const string Null = "null stands for a value that has neither id nor extensions";

    [Theory]
    [InlineData("""{"resourceType":"Patient","name":[{"given":["a","b"],►"_given":[{"id":"x"}]}]}""", "Patient.name[0].given: " + Differ)]
    [InlineData("""{"resourceType":"Patient","name":[{"given":["a"],►"_given":[null,{"id":"x"}]}]}""", "Patient.name[0].given: " + Differ)]
    [InlineData("""{"resourceType":"Patient","name":[{"_given":[null,{"id":"x"}],►"given":["a"]}]}""", "Patient.name[0].given: " + Differ)]
    [InlineData("""{"resourceType":"Patient","name":[{"given":["a",►null]}]}""", "Patient.name[0].given[1]: " + Null)]
    [InlineData("""{"resourceType":"Patient","name":[{"given":[►null]}]}""", "Patient.name[0].given[0]: " + Null)]
    [InlineData("""{"resourceType":"Patient","name":[{"_given":[►null]}]}""", "Patient.name[0].given[0]: " + Null)]
    [InlineData("""{"resourceType":"Patient","name":[{"given":["a",►null],"_given":[{"id":"x"},null]}]}""", "Patient.name[0].given[1]: " + Null)]
    [InlineData("""{"resourceType":"Patient","name":[{"_given":[{"id":"x"},►null],"given":["a",null]}]}""", "Patient.name[0].given[1]: " + Null)]
    [InlineData("""{"resourceType":"Patient","_birthDate":►null}""", "Patient.birthDate: must be an object, not null")]
    [InlineData("""{"resourceType":"Patient","birthDate":"2015","_birthDate":►"x"}""", "Patient.birthDate: must be an object, not a string")]
    [InlineData("""{"resourceType":"Patient","birthDate":"2015","_birthDate":►[{"id":"x"}]}""", "Patient.birthDate: does not repeat")]
    [InlineData("""{"resourceType":"Patient","birthDate":"2015","_birthDate":►{}}""", "Patient.birthDate: The object is empty")]
    [InlineData("""{"resourceType":"Patient","name":[{"given":["a"],"_given":►{"id":"x"}}]}""", "Patient.name[0].given: must be an array")]
    [InlineData("""{"resourceType":"Patient","name":[{"given":["a"],"_given":►[]}]}""", "Patient.name[0].given: The array is empty")]
    [InlineData("""{"resourceType":"Patient","name":[{"given":["a","b"],"_given":[null,►"x"]}]}""", "Patient.name[0].given[1]: must be an object, not a string")]
    [InlineData("""{"resourceType":"Patient","name":[{"given":["a","b"],"_given":[null,►{}]}]}""", "Patient.name[0].given[1]: The object is empty")]
    [InlineData("""{"resourceType":"Patient","birthDate":"2015","_birthDate":{►"value":"x","id":"a"}}""", "Patient.birthDate.value: date has no property 'value'")]
    [InlineData("""{"resourceType":"Patient","name":[{"given":["a","b"],"_given":[null,{"extension":[{►"uri":"x","url":"u"}]}]}]}""", "Patient.name[0].given[1].extension[0].uri: no property")]
    public void A_companion_that_does_not_fit_is_refused(string marked, string expected) => Refusal.Is(marked, expected);

    [Theory]
    [InlineData("""{"resourceType":"Patient","name":[{"given":["a",►5,"c"],"_given":[null,{"id":"x"},null]}]}""", "Patient.name[0].given[1]: must be a string, not a number")]
    [InlineData("""{"resourceType":"Patient","name":[{"given":►"a","_given":[{"id":"x"}]}]}""", "Patient.name[0].given: must be an array")]
    [InlineData("""{"resourceType":"Patient","birthDate":►5,"_birthDate":{"id":"x"}}""", "Patient.birthDate: must be a string, not a number")]
    public void A_fault_in_one_half_gives_no_second_fault_in_the_other(string marked, string expected) => Refusal.Is(marked, expected);

    [Theory]
    [InlineData("""{"resourceType":"Patient","birthDate":"2015","_birthDate":{"id":"x"}}""")]
    [InlineData("""{"resourceType":"Patient","_birthDate":{"id":"x"},"birthDate":"2015"}""")]
    [InlineData("""{"resourceType":"Patient","_birthDate":{"id":"x"},"active":true,"birthDate":"2015","gender":"male"}""")]
    [InlineData("""{"resourceType":"Patient","birthDate":"2015","name":[{"family":"a"}],"_birthDate":{"extension":[{"url":"u","valueString":"v"}]}}""")]
    [InlineData("""{"resourceType":"Patient","_birthDate":{"extension":[{"url":"u","valueString":"v"}]}}""")]
    [InlineData("""{"resourceType":"Patient","name":[{"given":["a",null,"c"],"_given":[null,{"id":"x"},{"id":"y"}]}]}""")]
    [InlineData("""{"resourceType":"Patient","name":[{"_given":[null,{"id":"x"},{"id":"y"}],"family":"f","given":["a",null,"c"]}]}""")]
    [InlineData("""{"resourceType":"Patient","name":[{"given":[null,"b"],"family":"f","use":"usual","_given":[{"id":"x"},null]}]}""")]
    [InlineData("""{"resourceType":"Patient","name":[{"_given":[{"id":"x"}]}]}""")]
    [InlineData("""{"resourceType":"Patient","name":[{"given":["a"],"_given":[{"extension":[{"url":"u","valueString":"v","_valueString":{"id":"i"}}]}]}]}""")]
    [InlineData("""{"resourceType":"Patient","\u005fbirthDate":{"id":"x"},"birthDate":"2015"}""")]
    public void Values_and_companions_come_together_in_whatever_order_they_stand(string json)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        var read = FhirJson.Read(bytes);
        read.Faults.Should().BeEmpty();
        Data.JsonContent.Difference(bytes, FhirJson.ToUtf8(read.Root)).Should().BeNull();
    }

    [Fact]
    public void A_merged_primitive_is_one_element_with_value_and_extensions()
    {
        var read = FhirJson.Read("""{"resourceType":"Patient","name":[{"_given":[null,{"id":"x"}],"family":"f","given":["a","b"]}]}"""u8.ToArray());
        var name = read.Root["name"].Single();
        name["given"].Select(g => (g.Text, g.ChildText("id"))).Should().Equal(("a", null), ("b", "x"));
        name.Children.Select(c => c.Name).Should().Equal("given", "given", "family");
    }

    [Fact]
    public void Many_companions_cost_no_more_than_their_number()
    {
        const int Count = 200_000;
        var values = string.Join(',', Enumerable.Repeat("\"a\"", Count));
        var companions = string.Join(',', Enumerable.Repeat("{\"id\":\"b\"}", Count));
        var read = FhirJson.Read(Encoding.UTF8.GetBytes($$"""{"resourceType":"Patient","name":[{"given":[{{values}}],"_given":[{{companions}}]}]}"""));
        read.Root["name"].Single()["given"].Count(g => g.Text == "a" && g.ChildText("id") == "b").Should().Be(Count);
    }
}
