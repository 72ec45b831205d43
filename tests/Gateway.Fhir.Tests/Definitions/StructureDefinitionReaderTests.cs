using System.Text;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Definitions.Facts;
using Gateway.Fhir.Definitions.File;

namespace Gateway.Fhir.Tests.Definitions;

public sealed class StructureDefinitionReaderTests
{
    private const string Head = "\"resourceType\":\"StructureDefinition\",\"url\":\"urn:a\",\"kind\":\"logical\"";

    [Theory]
    [InlineData("", "*not JSON*")]
    [InlineData("<StructureDefinition/>", "*not JSON*")]
    [InlineData("{\"resourceType\":", "*not JSON*")]
    [InlineData("{\"resourceType\":\"StructureDefinition\",\"url\":\"\\ud800\"}", "*not JSON*")]
    [InlineData("[]", "*not a StructureDefinition*")]
    [InlineData("\"StructureDefinition\"", "*not a StructureDefinition*")]
    [InlineData("{\"resourceType\":\"Patient\"}", "*not a StructureDefinition*")]
    [InlineData("{\"resourceType\":[\"StructureDefinition\"]}", "*not a StructureDefinition*")]
    [InlineData("{\"resourceType\":\"StructureDefinition\"}", "*has no url*")]
    [InlineData("{\"resourceType\":\"StructureDefinition\",\"url\":5}", "*has no url*")]
    [InlineData("{" + Head + "}", "urn:a has no elements.")]
    [InlineData("{" + Head + ",\"snapshot\":{\"element\":[]}}", "urn:a has no elements.")]
    [InlineData("{" + Head + ",\"snapshot\":7}", "urn:a has no elements.")]
    [InlineData("{" + Head + ",\"derivation\":\"constraint\",\"differential\":{\"element\":[{\"path\":\"A\"}]}}", "urn:a is a profile without a snapshot.")]
    [InlineData("{\"resourceType\":\"StructureDefinition\",\"url\":\"urn:a\",\"kind\":\"odd\",\"snapshot\":{\"element\":[{\"path\":\"A\"}]}}", "*unknown kind 'odd'*")]
    public void Content_that_is_no_whole_definition_is_refused(string json, string message) =>
        FluentActions.Invoking(() => StructureDefinitionReader.Read(Encoding.UTF8.GetBytes(json))).Should().Throw<FormatException>().WithMessage(message);

    [Theory]
    [InlineData("7", "*without a path*")]
    [InlineData("{}", "*without a path*")]
    [InlineData("""{"path":5}""", "*without a path*")]
    [InlineData("""{"path":"A.b","max":"many"}""", "urn:a: A.b has max 'many'.")]
    [InlineData("""{"path":"A.b","max":"-1"}""", "*max '-1'*")]
    [InlineData("""{"path":"A.b","max":" 1"}""", "*max ' 1'*")]
    [InlineData("""{"path":"A.b","base":{"max":"x"}}""", "*max 'x'*")]
    [InlineData("""{"path":"B"}""", "urn:a: B lies in no element that stands before it.")]
    [InlineData("""{"path":"A.b.c"}""", "urn:a: A.b.c lies in no element*")]
    [InlineData("""{"path":"A."},{"path":"A."}""", "*twice*")]
    [InlineData("""{"path":"A.b","contentReference":"#A.c"}""", "urn:a: A.b shares the content of A.c, which is not there.")]
    public void An_element_that_cannot_be_read_is_named(string element, string message) =>
        FluentActions.Invoking(() => Read(element)).Should().Throw<FormatException>().WithMessage(message);

    [Theory]
    [InlineData("\"0\"")]
    [InlineData("null")]
    [InlineData("1.5")]
    [InlineData("{}")]
    public void A_minimum_that_is_no_number_counts_as_none(string min) => Read($$"""{"path":"A.b","min":{{min}}}""").Elements[1].Min.Should().Be(0);

    [Fact]
    public void Types_that_STU3_repeats_for_each_profile_are_one_type()
    {
        var type = Read("""{"path":"A.b","type":[{"code":"Reference","targetProfile":"urn:p"},{"code":"Reference","targetProfile":"urn:q"},{"code":"string"}]}""").Elements[1].Types;
        type.Select(t => t.Code).Should().Equal("Reference", "string");
        type[0].Targets.Should().Equal("urn:p", "urn:q");
    }

    [Theory]
    [InlineData("""{"strength":"required","valueSet":"urn:v|1"}""", "urn:v|1")]
    [InlineData("""{"strength":"required","valueSetReference":{"reference":"urn:v"}}""", "urn:v")]
    [InlineData("""{"strength":"required","valueSetUri":"urn:v"}""", "urn:v")]
    public void A_binding_is_read_as_R4_and_as_STU3_write_it(string binding, string valueSet) =>
        Read($$"""{"path":"A.b","binding":{{binding}}}""").Elements[1].Binding.Should().Be(new BindingFacts(BindingStrength.Required, valueSet));

    [Fact]
    public void Slices_are_left_out_and_a_reference_to_one_means_the_element()
    {
        var elements = Read(
            """
            {"id":"A.b","path":"A.b","max":"*"},
            {"id":"A.b:s","path":"A.b","sliceName":"s"},
            {"id":"A.b:s.c","path":"A.b.c"},
            {"id":"A.d","path":"A.d","contentReference":"http://x/A#A.b:s"}
            """).Elements;
        elements.Select(e => e.Path).Should().Equal("A", "A.b", "A.d");
        elements[2].ContentReference.Should().Be("A.b");
        (elements[1].Max, elements[1].BaseMax).Should().Be((int.MaxValue, int.MaxValue));
    }

    [Fact]
    public void The_compiler_refuses_what_is_not_JSON() =>
        new DefinitionCompiler().Invoking(c => c.Add("x"u8.ToArray())).Should().Throw<FormatException>().WithMessage("*not JSON*");

    [Fact]
    public void The_compiler_passes_over_what_defines_nothing()
    {
        var compiler = new DefinitionCompiler();
        compiler.Add("""{"resourceType":"Patient"}"""u8.ToArray());
        compiler.Add(Data.CustodyModel.Event);
        compiler.Add(Data.CustodyModel.Profile);
        compiler.TypeCount.Should().Be(0);
    }

    private static StructureFacts Read(string elements) =>
        StructureDefinitionReader.Read(Encoding.UTF8.GetBytes("{" + Head + ",\"snapshot\":{\"element\":[{\"path\":\"A\"}," + elements + "]}}"));
}
