using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;
using Gateway.Fhir.Tests.Data;

namespace Gateway.Fhir.Tests.Json;

/// <summary>Writing what was read gives the content back.</summary>
public sealed class RoundTripTests
{
    private static readonly Config s_config = Config.QuickThrowOnFailure.WithMaxTest(1500);

    [Fact]
    public void Reading_and_writing_a_generated_resource_keeps_its_content() => ForGenerated((text, root) =>
        JsonContent.Difference(text, FhirJson.ToUtf8(root)) is { } difference ? throw new InvalidOperationException(difference) : true);

    [Fact]
    public void What_was_written_is_written_the_same_when_read_again() => ForGenerated((_, root) =>
    {
        var first = FhirJson.ToUtf8(root);
        return FhirJson.ToUtf8(root).AsSpan().SequenceEqual(first) && FhirJson.ToUtf8(Read(first)).AsSpan().SequenceEqual(first);
    });

    [Fact]
    public void Indented_output_has_the_same_content() => ForGenerated((_, root) =>
        FhirJson.ToUtf8(Read(FhirJson.ToUtf8(root, isIndented: true))).AsSpan().SequenceEqual(FhirJson.ToUtf8(root)));

    [Fact]
    public void Reading_tolerantly_gives_the_same_as_reading_strictly() => ForGenerated((text, root) =>
    {
        var read = FhirJson.Read(text, options: ReadOptions.Tolerant);
        return read.Faults.Count == 0 && FhirJson.ToUtf8(read.Root).AsSpan().SequenceEqual(FhirJson.ToUtf8(root));
    });

    [Fact]
    public void Rebuilding_every_element_as_a_draft_writes_the_same() => ForGenerated((_, root) =>
    {
        var draft = ElementDraft.New(root.Type);
        Rebuild(root, draft);
        return FhirJson.ToText(FhirJson.Read(FhirJson.ToUtf8(draft.Build())).Root) == FhirJson.ToText(draft.Build())
            && JsonContent.Difference(FhirJson.ToUtf8(root), FhirJson.ToUtf8(draft.Build())) is null;
    });

    [Theory]
    [InlineData("1.10")]
    [InlineData("1.0")]
    [InlineData("100.00e-1")]
    [InlineData("-1.000000000000000000E+245")]
    [InlineData("0.00000000000000000000000000000000000001")]
    public void A_decimal_keeps_every_digit_that_was_written(string number)
    {
        var root = Read(Encoding.UTF8.GetBytes($$"""{"value":{{number}}}"""), "Quantity");
        root.ChildText("value").Should().Be(number);
        FhirJson.ToText(root).Should().Be($$"""{"value":{{number}}}""");
    }

    [Fact]
    public void The_small_example_is_indented_as_people_write_it() =>
        FhirJson.ToText(Read("""{"resourceType":"Patient","name":[{"given":["a"]}],"active":true}"""u8.ToArray()), isIndented: true).Should().Be(
            """
            {
              "resourceType": "Patient",
              "name": [
                {
                  "given": [
                    "a"
                  ]
                }
              ],
              "active": true
            }
            """);

    private static void ForGenerated(Func<byte[], Element, bool> law) => Check.One(s_config, Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
    {
        var text = Encoding.UTF8.GetBytes(new GeneratedJson(seed).Resource());
        return law(text, Read(text));
    }));

    private static void Rebuild(Element from, ElementDraft to)
    {
        if (from.Text is { } text)
            to.SetText(text);
        foreach (var child in from.Children)
            Rebuild(child, to.Add(child.Definition.HoldsResource || child.Type.IsResource ? child.Name : child.Definition.JsonName, child.Type.IsResource ? child.Type : null));
    }

    private static Element Read(byte[] text, string? type = null)
    {
        var read = FhirJson.Read(text, type: type is null ? null : DefinitionSet.R4.FindType(type));
        return read.IsRead ? read.Root : throw new InvalidOperationException(string.Join(" | ", read.Faults.Take(3)));
    }
}
