using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;

namespace Gateway.Fhir.Tests.Elements;

public sealed class DraftTests
{
    [Fact]
    public void A_resource_is_built_in_the_order_of_its_definition()
    {
        var patient = ElementDraft.New(Type("Patient"));
        patient.AddText("birthDate", "2015-02");
        patient.AddText("active", "true");
        var name = patient.Add("name");
        name.AddText("given", "Ann").AddText("family", "Lee").AddText("given", "Bea");
        patient.AddText("id", "p1");
        Text(patient).Should().Be("""{"resourceType":"Patient","id":"p1","active":true,"name":[{"family":"Lee","given":["Ann","Bea"]}],"birthDate":"2015-02"}""");
    }

    [Fact]
    public void A_choice_takes_its_type_from_the_name_or_from_the_type()
    {
        Text(Observation().AddText("valueString", "x")).Should().Contain("\"valueString\":\"x\"");
        var quantity = Observation();
        quantity.Add("value", Type("Quantity")).AddText("value", "1.10");
        Text(quantity).Should().Contain("\"valueQuantity\":{\"value\":1.10}");
        quantity.Build()["value"].Single().Definition.JsonName.Should().Be("valueQuantity");
    }

    [Fact]
    public void A_primitive_may_have_extensions_with_and_without_a_value()
    {
        var patient = ElementDraft.New(Type("Patient"));
        var date = patient.Add("birthDate").SetText("2015");
        date.AddText("id", "d");
        var name = patient.Add("name");
        name.AddText("given", "a");
        name.Add("given").Add("extension").AddText("url", "u").AddText("valueCode", "x");
        Text(patient).Should().Be("""{"resourceType":"Patient","name":[{"given":["a",null],"_given":[null,{"extension":[{"url":"u","valueCode":"x"}]}]}],"birthDate":"2015","_birthDate":{"id":"d"}}""");
        date.SetText(null).Text.Should().BeNull();
        Text(patient).Should().EndWith("""],"_birthDate":{"id":"d"}}""");
    }

    [Fact]
    public void Text_of_any_characters_is_written_with_the_escapes_that_JSON_needs()
    {
        const string Value = "a\"\\\n\t/é😀\u2028";
        var built = ElementDraft.New(Type("Patient")).AddText("language", "en").Add("name").AddText("text", Value).Build();
        built.ChildText("text").Should().Be(Value);
        FhirJson.ToText(built).Should().Be("{\"text\":\"a\\\"\\\\\\n\\t/é😀\u2028\"}");
    }

    [Fact]
    public void An_element_that_the_type_lacks_is_refused()
    {
        var patient = ElementDraft.New(Type("Patient"));
        patient.Invoking(p => p.Add("nickname")).Should().Throw<ArgumentException>().WithMessage("Patient has no element nickname.*");
        patient.Invoking(p => p.AddText("deceasedString", "x")).Should().Throw<ArgumentException>();
        patient.Invoking(p => p.Add("deceased")).Should().Throw<ArgumentException>().WithMessage("*its type must be named*");
        patient.Invoking(p => p.Add("deceased", Type("string"))).Should().Throw<ArgumentException>().WithMessage("*cannot be a string*");
        patient.Invoking(p => p.Add("deceasedBoolean", Type("dateTime"))).Should().Throw<ArgumentException>().WithMessage("*is a boolean, not a dateTime*");
        patient.Invoking(p => p.Add("contained")).Should().Throw<ArgumentException>().WithMessage("*holds a resource*");
        patient.Invoking(p => p.Add("contained", Type("DomainResource"))).Should().Throw<ArgumentException>();
        patient.Invoking(p => p.Add("contained", Type("HumanName"))).Should().Throw<ArgumentException>();
        patient.IsEmpty.Should().BeTrue();
    }

    [Fact]
    public void An_element_that_does_not_repeat_is_refused_the_second_time()
    {
        var observation = Observation().AddText("valueString", "x");
        observation.Invoking(o => o.AddText("valueString", "y")).Should().Throw<InvalidOperationException>().WithMessage("*does not repeat*");
        observation.Invoking(o => o.AddText("valueInteger", "1")).Should().Throw<InvalidOperationException>();
        observation.Remove("value").Should().Be(1);
        observation.AddText("valueInteger", "1");
        Text(observation).Should().Contain("\"valueInteger\":1");
    }

    [Theory]
    [InlineData("birthDate", "2015-02-30")]
    [InlineData("birthDate", "")]
    [InlineData("active", "True")]
    [InlineData("multipleBirthInteger", "+1")]
    [InlineData("gender", " male")]
    public void A_value_that_its_type_does_not_allow_is_refused_and_adds_nothing(string name, string value)
    {
        var patient = ElementDraft.New(Type("Patient"));
        patient.Invoking(p => p.AddText(name, value)).Should().Throw<FormatException>().WithMessage($"Patient.*{name[..5]}*");
        patient.IsEmpty.Should().BeTrue();
        Text(patient).Should().Be("""{"resourceType":"Patient"}""");
    }

    [Fact]
    public void Half_a_surrogate_pair_is_no_text() =>
        ElementDraft.New(Type("string")).Invoking(s => s.SetText("a\ud800")).Should().Throw<FormatException>().WithMessage("*surrogate*");

    [Fact]
    public void A_refused_value_leaves_the_one_before_it()
    {
        var date = ElementDraft.New(Type("date")).SetText("2015");
        date.Invoking(d => d.SetText("x")).Should().Throw<FormatException>();
        date.Text.Should().Be("2015");
    }

    [Fact]
    public void Only_primitives_have_a_value() =>
        ElementDraft.New(Type("HumanName")).Invoking(n => n.SetText("x")).Should().Throw<InvalidOperationException>().WithMessage("*no value of its own*");

    [Fact]
    public void Content_is_put_only_where_its_type_fits()
    {
        var patient = Read("""{"resourceType":"Patient","contact":[{"gender":"male"}],"communication":[{"preferred":true}],"name":[{"family":"a"}]}""");
        var draft = ElementDraft.New(Type("Patient"));
        draft.Put("contact", patient["contact"].Single()).Put("name", patient["name"].Single());
        draft.Invoking(d => d.Put("contact", patient["communication"].Single())).Should().Throw<ArgumentException>();
        draft.Invoking(d => d.Put("address", patient["name"].Single())).Should().Throw<ArgumentException>();
        draft.Invoking(d => d.Put("contained", patient["name"].Single())).Should().Throw<ArgumentException>();
        Text(draft).Should().Be("""{"resourceType":"Patient","name":[{"family":"a"}],"contact":[{"gender":"male"}]}""");
    }

    [Fact]
    public void The_draft_can_be_edited_on_without_effect_on_what_was_built()
    {
        var draft = ElementDraft.New(Type("Patient")).AddText("active", "true");
        var first = draft.Build();
        draft.AddText("birthDate", "2015");
        FhirJson.ToText(first).Should().Be("""{"resourceType":"Patient","active":true}""");
        Text(draft).Should().Be("""{"resourceType":"Patient","active":true,"birthDate":"2015"}""");
    }

    [Fact]
    public void What_was_built_has_no_place_in_a_text() => Observation().AddText("valueString", "x").Build()["value"].Single().Place.Should().Be((0, 0));

    private static ElementDraft Observation() => ElementDraft.New(Type("Observation"));

    private static TypeDefinition Type(string name) => DefinitionSet.R4.FindType(name)!;

    private static Element Read(string json) => FhirJson.Read(System.Text.Encoding.UTF8.GetBytes(json)).Root;

    private static string Text(ElementDraft draft) => FhirJson.ToText(draft.Build());
}
