using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;
using Gateway.Fhir.Tests.Data;

namespace Gateway.Fhir.Tests.Elements;

public sealed class ElementTests
{
    private readonly Element _patient = FhirJson.Read(SmallExample.Utf8).Root;

    [Fact]
    public void A_choice_is_found_by_its_plain_name_and_knows_its_type()
    {
        var deceased = _patient["deceased"].Single();
        (deceased.Name, deceased.Type.Name, deceased.Text, deceased.Definition.JsonName).Should().Be(("deceased", "boolean", "false", "deceasedBoolean"));
        _patient["deceasedBoolean"].Should().BeEmpty();
    }

    [Fact]
    public void A_name_that_nothing_declares_finds_nothing()
    {
        _patient["no such name"].Should().BeEmpty();
        _patient.ChildText("photo").Should().BeNull();
    }

    [Fact]
    public void Text_comes_without_escapes()
    {
        _patient["contained"].Single().ChildText("name").Should().Be("Präxis 😀");
        _patient["text"].Single().ChildText("div").Should().Be("<div xmlns=\"http://www.w3.org/1999/xhtml\"><p>Peter &amp; Éric</p></div>");
    }

    [Fact]
    public void A_primitive_may_have_children_and_no_value()
    {
        var given = _patient["name"].First()["given"].ElementAt(1);
        given.HasValue.Should().BeFalse();
        given.Text.Should().BeNull();
        given.ChildText("id").Should().Be("g2");
    }

    [Fact]
    public void Elements_are_equal_when_they_are_the_same_node()
    {
        var name = _patient["name"].First();
        (name == _patient["name"].First()).Should().BeTrue();
        (name != _patient["name"].Last()).Should().BeTrue();
        name.Should().NotBe(FhirJson.Read(SmallExample.Utf8).Root["name"].First());
        new HashSet<Element> { name, _patient["name"].First() }.Should().ContainSingle();
        default(Element).IsNone.Should().BeTrue();
    }

    [Fact]
    public void Walking_the_children_allocates_nothing()
    {
        static int Count(Element element)
        {
            var count = 1;
            foreach (var child in element.Children)
                count += Count(child);
            return count;
        }

        Count(_patient);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var nodes = Count(_patient);
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
        nodes.Should().Be(_patient.Tree.Nodes.Length);
    }
}
