using Gateway.Fhir.Definitions;
using Gateway.Mapping.Records;

namespace Gateway.Mapping.Tests.Records;

public class ResourceRecordTests
{
    private static TypeDefinition Patient => DefinitionSet.R4.FindType("Patient")!;

    [Theory]
    [InlineData("""{"resourceType":"Patient","id":"a","active":true}""")]
    [InlineData("""[{"resourceType":"Patient","id":"a","active":true}]""")]
    [InlineData("""<Patient xmlns="http://hl7.org/fhir"><id value="a"/><active value="true"/></Patient>""")]
    public void A_resource_is_a_record_in_each_format(string text)
    {
        var reading = Readings.One(text, Patient);
        reading.Faults.Should().BeEmpty();
        reading.Root["active"].Single().Text.Should().Be("true");
    }

    [Fact]
    public void Resources_one_after_another_are_read_tolerantly()
    {
        var readings = Readings.All(
            """
            {"resourceType":"Patient","id":"a"}
            {"resourceType":"Patient","id":"b",
             "birthDate":"soon", "foo":1}
            {"resourceType":"Observation"}
            {"resourceType":
            {"resourceType":"Patient","id":"e"}
            """,
            Patient);
        readings.Select(r => r.IsRead).Should().Equal(true, true, false, false, true);
        readings[1].Faults.Should().HaveCount(2).And.OnlyContain(f => f.IsWarning);
        readings[1].Faults.Select(f => (f.Line, f.Expression)).Should().Equal((3, "Patient.birthDate"), (3, "Patient.foo"));
        readings[1].Root["birthDate"].Single().Place.Should().Be((3, 14));
        readings[2].Faults.Single().ToString().Should().Be("4:17: The resource is Observation where Patient is due.");
    }

    [Fact]
    public void XML_of_a_stream_beyond_the_limit_is_refused()
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes($"<Patient>{new string(' ', 2000)}</Patient>"));
        RecordContent.Read(stream, Patient, new RecordOptions { MaxRecordBytes = 1000 }).Single().Faults.Single().Message
            .Should().Be("The record has more than the 1000 bytes that are read.");
    }
}
