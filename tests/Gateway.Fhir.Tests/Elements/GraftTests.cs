using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;
using Gateway.Fhir.Tests.Data;

namespace Gateway.Fhir.Tests.Elements;

/// <summary>Editing a tree makes another that shares what did not change.</summary>
public sealed class GraftTests
{
    private readonly Element _patient = FhirJson.Read(SmallExample.Utf8).Root;

    [Fact]
    public void An_untouched_draft_shares_the_whole_tree()
    {
        var built = _patient.Edit().Build();
        built.Content.Should().Be(_patient);
        built.Tree.Nodes.Should().HaveCount(1);
        FhirJson.ToText(built).Should().Be(FhirJson.ToText(_patient));
    }

    [Fact]
    public void A_changed_value_copies_only_the_elements_above_it_and_short_values_beside_it()
    {
        var before = FhirJson.ToText(_patient);
        var draft = _patient.Edit();
        draft.Edit(_patient["birthDate"].Single()).SetText("1975");
        var built = draft.Build();

        FhirJson.ToText(built).Should().Be(before.Replace("\"1974-12\"", "\"1975\""));
        FhirJson.ToText(_patient).Should().Be(before);
        built.Tree.Text.Length.Should().BeLessThan(100);
        foreach (var (old, made) in _patient.Children.Zip(built.Children).Where(p => p.First.Name != "birthDate"))
            if (old.Node is { Size: > 1 } or { Length: > 64 })
                made.Content.Should().Be(old);
            else
                made.Text.Should().Be(old.Text);
        built["birthDate"].Single()["extension"].Single().Content.Should().Be(_patient["birthDate"].Single()["extension"].Single());
    }

    [Fact]
    public void A_value_is_kept_when_only_the_extensions_of_its_element_change()
    {
        var draft = _patient.Edit();
        draft.Edit(_patient["birthDate"].Single()).AddText("id", "d");
        draft.Build()["birthDate"].Single().Text.Should().Be("1974-12");
        var text = _patient["text"].Single()["div"].Single();
        text.Edit().AddText("id", "t").Build().Text.Should().Be(text.Text);
    }

    [Fact]
    public void Elements_are_taken_away_by_name_and_one_by_one()
    {
        var draft = _patient.Edit();
        draft.Remove("extension").Should().Be(1);
        draft.Remove("photo").Should().Be(0);
        draft.Remove(_patient["name"].First()).Should().BeTrue();
        draft.Remove(_patient["name"].First()).Should().BeFalse();
        var built = draft.Build();
        built["extension"].Should().BeEmpty();
        built["name"].Single().ChildText("family").Should().Be("Windsor");
        _patient["name"].Should().HaveCount(2);
    }

    [Fact]
    public void Of_content_put_twice_one_can_be_taken_away()
    {
        var name = _patient["name"].First();
        var draft = ElementDraft.New(_patient.Type).Put("name", name).Put("name", name);
        draft.Remove(name).Should().BeTrue();
        draft.Build()["name"].Should().ContainSingle();
    }

    [Fact]
    public void An_edited_tree_can_be_edited_again_and_again()
    {
        var at = _patient;
        for (var i = 0; i < 5; i++)
        {
            var draft = at.Edit();
            draft.Edit(at["name"].First()).AddText("suffix", $"s{i}");
            at = draft.Build();
        }

        at["name"].First()["suffix"].Select(s => s.Text).Should().Equal("s0", "s1", "s2", "s3", "s4");
        at["contained"].Single().Content.Should().Be(_patient["contained"].Single());
        at.Tree.Grafts.Count(g => g.Node.IsGraft).Should().Be(0);
        var text = FhirJson.ToUtf8(at);
        FhirJson.ToUtf8(FhirJson.Read(text).Root).Should().Equal(text);
    }

    [Fact]
    public void The_children_of_a_graft_can_be_walked_found_and_edited()
    {
        var draft = _patient.Edit();
        draft.AddText("gender", "male");
        var built = draft.Build();
        var name = built["name"].First();
        name.Node.IsGraft.Should().BeTrue();
        name["given"].Select(g => g.Text).Should().Equal("Peter", null, "James");
        name.Children.Should().HaveCount(5);

        var second = built.Edit();
        second.Edit(name).Edit(name["given"].First()).SetText("Petra");
        second.Build()["name"].First()["given"].First().Text.Should().Be("Petra");
        built["name"].First()["given"].First().Text.Should().Be("Peter");
    }

    [Fact]
    public void Only_a_child_that_is_still_there_can_be_edited()
    {
        var draft = _patient.Edit();
        var name = _patient["name"].First();
        draft.Invoking(d => d.Edit(name["given"].First())).Should().Throw<ArgumentException>();
        draft.Edit(name);
        draft.Invoking(d => d.Edit(name)).Should().Throw<ArgumentException>();
        draft.Invoking(d => d.Edit(default)).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void A_resource_moves_into_a_Bundle_without_being_copied()
    {
        var bundle = ElementDraft.New(DefinitionSet.R4.FindType("Bundle")!).AddText("type", "collection");
        bundle.Add("entry").AddText("fullUrl", "urn:x:1").Put("resource", _patient);
        var built = bundle.Build();
        var moved = built["entry"].Single()["resource"].Single();

        moved.Content.Should().Be(_patient);
        moved.Name.Should().Be("resource");
        moved.Type.Should().BeSameAs(_patient.Type);
        moved.Place.Should().Be((1, 1));
        FhirJson.ToText(built).Should().Be($$"""{"resourceType":"Bundle","type":"collection","entry":[{"fullUrl":"urn:x:1","resource":{{FhirJson.ToText(_patient)}}}]}""");
        FhirJson.ToText(moved).Should().Be(FhirJson.ToText(_patient));
    }

    [Fact]
    public void Content_that_was_put_can_be_edited_in_its_new_place()
    {
        var bundle = ElementDraft.New(DefinitionSet.R4.FindType("Bundle")!);
        var entry = bundle.Add("entry").Put("resource", _patient);
        var moved = entry.Edit(_patient);
        moved.Definition.Name.Should().Be("resource");
        moved.Remove("name");
        var resource = bundle.Build()["entry"].Single()["resource"].Single();
        resource["name"].Should().BeEmpty();
        _patient["name"].Should().HaveCount(2);
    }

    [Fact]
    public void A_resource_moves_out_of_a_Bundle_into_contained()
    {
        var bundle = FhirJson.Read("""{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Organization","id":"o","name":"x"}}]}"""u8.ToArray()).Root;
        var draft = _patient.Edit();
        draft.Put("contained", bundle["entry"].Single()["resource"].Single());
        var built = draft.Build();
        built["contained"].Select(c => c.ChildText("name")).Should().Equal("Präxis 😀", "x");
        FhirJson.Read(FhirJson.ToUtf8(built)).Faults.Should().BeEmpty();
    }

    [Fact]
    public void A_value_whose_JSON_has_escapes_is_shared_with_them()
    {
        var read = FhirJson.Read("""{"resourceType":"Patient","name":[{"family":"\u00c9\/ric","given":["a"]}]}"""u8.ToArray()).Root;
        var name = read["name"].Single();
        name["family"].Single().TryGetPlainValue(out _).Should().BeFalse();
        name["given"].Single().TryGetPlainValue(out var plain).Should().BeTrue();
        plain.ToArray().Should().Equal((byte)'a');
        var draft = name.Edit();
        draft.AddText("given", "b");
        var built = draft.Build();
        built.ChildText("family").Should().Be("É/ric");
        FhirJson.ToText(built).Should().Be("""{"family":"\u00c9\/ric","given":["a","b"]}""");
    }
}
