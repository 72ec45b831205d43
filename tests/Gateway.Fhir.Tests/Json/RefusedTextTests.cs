using System.Text;
using Gateway.Fhir.Json;
using Gateway.Fhir.Outcomes;

namespace Gateway.Fhir.Tests.Json;

/// <summary>Texts that are no JSON, or more than the limits allow.</summary>
public sealed class RefusedTextTests
{
    [Theory]
    [InlineData("►")]
    [InlineData(" \n\t►")]
    [InlineData("{►")]
    [InlineData("""{"resourceType":►""")]
    [InlineData("""{"resourceType":"Patient"►""")]
    [InlineData("{\"resourceType\":\"Patient\",\n\"name\":[►")]
    [InlineData("""{"resourceType":"Patient"►,""")]
    public void A_text_that_is_cut_short_is_refused_where_it_breaks_off(string marked) => Refusal.Is(marked, ": ends too early");

    [Theory]
    [InlineData("""{"resourceType":"Patient"}►{}""")]
    [InlineData("""{"resourceType":"Patient"} ►x""")]
    [InlineData("{\"resourceType\":\"Patient\"}\n►]")]
    [InlineData("""{"resourceType":"Patient",►}""")]
    [InlineData("""{"resourceType":"Patient","name":[{"family":"a"},►]}""")]
    [InlineData("""{►/* who */"resourceType":"Patient"}""")]
    [InlineData("{►// who\n\"resourceType\":\"Patient\"}")]
    [InlineData("""{"resourceType":"Patient","active":►True}""")]
    [InlineData("""{►'resourceType':'Patient'}""")]
    [InlineData("""{"resourceType":"Patient","multipleBirthInteger":0►07}""")]
    [InlineData("""{"resourceType":"Patient","multipleBirthInteger":►+7}""")]
    [InlineData("""{"resourceType":"Patient","multipleBirthInteger":►NaN}""")]
    public void Text_that_is_not_JSON_is_refused_where_it_breaks(string marked) => Refusal.Is(marked, ": malformed here");

    [Fact]
    public void A_string_with_a_raw_line_break_is_refused_where_it_breaks() =>
        Refusal.Is("{\"resourceType\":\"Patient\",\"language\":\"a►\nb\"}", ": malformed here");

    [Theory]
    [InlineData("►[]")]
    [InlineData("""►[{"resourceType":"Patient"}]""")]
    [InlineData("►\"Patient\"")]
    [InlineData(" ►5")]
    [InlineData("►null")]
    public void A_root_that_is_no_object_is_refused(string marked) => Refusal.Is(marked, ": not an object");

    [Fact]
    public void What_was_found_before_the_text_breaks_is_reported_too() => Refusal.Is(
        """{"resourceType":"Patient","active":►"yes","name":►{},►}""",
        "Patient.active: must be a boolean, not a string",
        "Patient.name: must be an array",
        ": malformed here");

    [Fact]
    public void Bytes_that_are_not_UTF8_are_refused_with_their_place()
    {
        var bytes = Encoding.UTF8.GetBytes("{\"resourceType\":\"Patient\",\n\"language\":\"é?\"}");
        bytes[Array.IndexOf(bytes, (byte)'?')] = 0xFF;
        FhirJson.Read(bytes).Faults.Should().Equal(new Fault(FaultKind.Structure, "The text is not UTF-8.", "", 2, 14));
    }

    [Theory]
    [InlineData(new byte[] { 0xC0, 0x80 })]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 })]
    [InlineData(new byte[] { 0xF4, 0x90, 0x80, 0x80 })]
    [InlineData(new byte[] { 0xE2, 0x82 })]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x7B, 0x00 })]
    public void Overlong_surrogate_and_cut_sequences_are_not_UTF8(byte[] bytes)
    {
        var fault = FhirJson.Read(bytes).Faults.Should().ContainSingle().Subject;
        (fault.Message, fault.Line, fault.Column).Should().Be(("The text is not UTF-8.", 1, 1));
    }

    [Fact]
    public void A_byte_order_mark_is_refused() =>
        FhirJson.Read([0xEF, 0xBB, 0xBF, .. "{\"resourceType\":\"Patient\"}"u8]).Faults.Should().ContainSingle()
            .Which.ToString().Should().Be("1:1: The text starts with a byte order mark, which JSON does not have.");

    [Fact]
    public void A_text_longer_than_the_limit_is_refused_without_being_read()
    {
        var read = FhirJson.Read("{\"resourceType\":\"Patient\"}"u8.ToArray(), options: new ReadOptions { MaxBytes = 25 });
        read.IsRead.Should().BeFalse();
        read.Faults.Should().Equal(new Fault(FaultKind.TooLong, "The text has 26 bytes; at most 25 are read.", "", 0, 0));
        FhirJson.Read("{\"resourceType\":\"Patient\"}"u8.ToArray(), options: new ReadOptions { MaxBytes = 26 }).IsRead.Should().BeTrue();
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{\"a\":", "}")]
    public void A_hundred_thousand_brackets_are_refused(string open, string close)
    {
        var nested = string.Concat(Enumerable.Repeat(open, 100_000)) + "1" + string.Concat(Enumerable.Repeat(close, 100_000));
        foreach (var text in new[] { nested, $$"""{"resourceType":"Patient","name":{{nested}}}""", $$"""{"resourceType":"Patient","x":{{nested}}}""" })
            FhirJson.Read(Encoding.UTF8.GetBytes(text)).Faults.Should().Contain(f => f.Message == "The JSON is nested more than 64 elements deep.");
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    [InlineData(66, false)]
    public void Sixty_four_elements_may_lie_inside_each_other(int depth, bool isRead)
    {
        var extensions = string.Concat(Enumerable.Repeat("{\"url\":\"u\",\"extension\":[", depth - 2));
        var text = $$"""{"resourceType":"Basic","extension":[{{extensions}}{"url":"u"}{{string.Concat(Enumerable.Repeat("]}", depth - 2))}}]}""";
        foreach (var options in new[] { ReadOptions.Strict, ReadOptions.Tolerant })
        {
            var read = FhirJson.Read(Encoding.UTF8.GetBytes(text), options: options);
            read.IsRead.Should().Be(isRead);
            if (!isRead)
                read.Faults.Should().Contain(f => f.Message.Contains("nested more than 64", StringComparison.Ordinal));
        }
    }
}
