using System.Text;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements.Primitives;

namespace Gateway.Fhir.Tests.Elements.Primitives;

/// <summary>http://hl7.org/fhir/R4/datatypes.html#primitive, with the regular expressions of the StructureDefinitions.</summary>
public sealed class PrimitiveFormatTests
{
    [Theory]
    [InlineData(PrimitiveKind.Boolean, "true", "false")]
    [InlineData(PrimitiveKind.Integer, "0", "-1", "2147483647", "-2147483648")]
    [InlineData(PrimitiveKind.UnsignedInt, "0", "2147483647")]
    [InlineData(PrimitiveKind.PositiveInt, "1", "2147483647")]
    [InlineData(PrimitiveKind.Decimal, "0", "-0", "-0.0", "1.10", "1e3", "1E+3", "-1.5e-10", "123456789012345678901234567890")]
    [InlineData(PrimitiveKind.String, " ", "a", "a\r\n\tb", "é😀", "\u0080")]
    [InlineData(PrimitiveKind.Code, "a", "a b", "a-b c.d", "é")]
    [InlineData(PrimitiveKind.Id, "a", "A.b-1")]
    [InlineData(PrimitiveKind.Uri, "urn:x", "a", "#", "http://x/?a=b|c")]
    [InlineData(PrimitiveKind.Oid, "urn:oid:1.2", "urn:oid:2.0.999", "urn:oid:0.1")]
    [InlineData(PrimitiveKind.Uuid, "urn:uuid:c757873d-ec9a-4326-a141-556f43239520")]
    [InlineData(PrimitiveKind.Date, "0001", "2015", "2015-12", "2016-02-29", "9999-12-31")]
    [InlineData(PrimitiveKind.DateTime, "2015", "2015-02", "2015-02-07", "2015-02-07T13:28:17Z", "2015-02-07T13:28:17.1+14:00", "2015-06-30T23:59:60Z", "2015-02-07T00:00:00-00:00")]
    [InlineData(PrimitiveKind.Instant, "2015-02-07T13:28:17.239+02:00", "2017-01-01T00:00:00Z")]
    [InlineData(PrimitiveKind.Time, "00:00:00", "23:59:59.999999999999")]
    [InlineData(PrimitiveKind.Base64Binary, "AA==", "AAA=", "AAAA", "AA AA\nAAAA", " AAAA ")]
    public void Values_of_the_type_are_accepted(PrimitiveKind kind, params string[] values) =>
        values.Select(v => Fault(kind, v)).Should().AllBeEquivalentTo((string?)null);

    [Theory]
    [InlineData(PrimitiveKind.Boolean, "", "True", "1", " true")]
    [InlineData(PrimitiveKind.Integer, "", "-", "+1", "01", "-01", "-0", "1.0", "1e3", "2147483648", "-2147483649", "1 ", "٣")]
    [InlineData(PrimitiveKind.UnsignedInt, "-1", "-0", "2147483648")]
    [InlineData(PrimitiveKind.PositiveInt, "0", "-1", "2147483648")]
    [InlineData(PrimitiveKind.Decimal, "", "-", "+1", "007", "-01", ".5", "1.", "1e", "1e+", "1,5", "NaN", "0x1", "1 ")]
    [InlineData(PrimitiveKind.String, "", "\0", "a\u0008", "\u001f")]
    [InlineData(PrimitiveKind.Code, "", " a", "a ", "a  b", "a \tb", "a b\u0001", "\u0001")]
    [InlineData(PrimitiveKind.Id, "", "a_b", "a b", "é", "a/b")]
    [InlineData(PrimitiveKind.Uri, "", "a b", " a", "a\n", "a\0")]
    [InlineData(PrimitiveKind.Oid, "", "1.2.3", "urn:oid:", "urn:oid:1", "urn:oid:3.1", "urn:oid:1.", "urn:oid:1..2", "urn:oid:1.02", "urn:oid:1.x", "URN:OID:1.2")]
    [InlineData(PrimitiveKind.Uuid, "", "c757873d-ec9a-4326-a141-556f43239520", "urn:uuid:C757873D-EC9A-4326-A141-556F43239520", "urn:uuid:c757873dec9a4326a141556f43239520", "urn:uuid:c757873d-ec9a-4326-a141-556f4323952g")]
    [InlineData(PrimitiveKind.Date, "", "0000", "15", "2015-13", "2015-00", "2015-02-30", "2015-02-29", "2015-1-1", "2015-01-1", "20150101", "2015-", "2015-01-", "2015-01-01T", "2015T", "2015-01-01Z", " 2015", "-2015", "2015/01/01")]
    [InlineData(PrimitiveKind.DateTime, "", "2015-02-07T13:28:17", "2015-02-07T13:28Z", "2015-02-07T13Z", "2015-02-07T", "2015-02-07TZ", "2015-02-07T24:00:00Z", "2015-02-07T13:60:00Z", "2015-02-07T13:28:61Z", "2015-02-07T13:28:17.Z", "2015-02-07T13:28:17+14:01", "2015-02-07T13:28:17+0200", "2015-02-07T13:28:17z", "2015-02-07 13:28:17Z", "2015-02T13:28:17Z")]
    [InlineData(PrimitiveKind.Instant, "", "2015", "2015-02-07", "2015-02-07T13:28:17", "2015-02-07T13:28Z")]
    [InlineData(PrimitiveKind.Time, "", "13", "13:28", "24:00:00", "13:28:17Z", "13:28:17+01:00", "1:28:17", "13:28:17.", "T13:28:17")]
    [InlineData(PrimitiveKind.Base64Binary, "", " ", "A", "AA", "AAA", "A===", "AA=A", "AA-_", "é")]
    public void Other_values_are_refused(PrimitiveKind kind, params string[] values) =>
        values.Where(v => Fault(kind, v) is null).Should().BeEmpty();

    [Fact]
    public void No_message_repeats_the_value() => Enum.GetValues<PrimitiveKind>().Where(k => k != PrimitiveKind.None)
        .Select(k => Fault(k, "\0MARK  MARK")).Should().NotContainNulls().And.NotContain(m => m!.Contains("MARK"));

    private static string? Fault(PrimitiveKind kind, string value) => PrimitiveFormat.Fault(kind, Encoding.UTF8.GetBytes(value));
}
