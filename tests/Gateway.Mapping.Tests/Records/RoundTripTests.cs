using System.Text;
using FsCheck.Fluent;
using Gateway.Fhir.Elements;
using Gateway.Mapping.Records;

namespace Gateway.Mapping.Tests.Records;

public class RoundTripTests
{
    [Fact]
    public void What_is_written_as_JSON_reads_as_it_was() =>
        Check(seed => RoundTrip(new GeneratedRecord(seed).Of(SmallModel.Person), r => RecordJson.ToUtf8(r, isIndented: seed % 2 == 0)));

    [Fact]
    public void What_is_written_as_XML_reads_as_it_was() =>
        Check(seed => RoundTrip(new GeneratedRecord(seed).Of(SmallModel.Person), r => RecordXml.ToUtf8(r, isIndented: seed % 2 == 0)));

    [Fact]
    public void What_is_written_as_CSV_reads_as_it_was() => Check(seed =>
    {
        var rows = Enumerable.Range(seed, 5).Select(s => new GeneratedRecord(s).Of(SmallModel.Row)).ToArray();
        var readings = Readings.All(RecordCsv.ToUtf8(rows, SmallModel.Row), SmallModel.Row);
        readings.SelectMany(r => r.Faults).Should().BeEmpty();
        readings.Select(r => string.Join('\n', GeneratedRecord.Flat(r.Root))).Should().Equal(rows.Select(r => string.Join('\n', GeneratedRecord.Flat(r))));
    });

    [Fact]
    public void Random_texts_never_throw()
    {
        FsCheck.Check.One(FsCheck.Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll<byte[]>(bytes => RecordContent.Read(bytes, SmallModel.Row).All(r => r.IsRead || r.Faults.Count > 0)));
        Check(seed =>
        {
            var record = new GeneratedRecord(seed).Of(SmallModel.Row);
            byte[] text = (seed & 3) switch { 0 => RecordJson.ToUtf8(record), 1 => RecordXml.ToUtf8(record), _ => RecordCsv.ToUtf8([record, record], SmallModel.Row) };
            var random = new Random(seed);
            for (var i = 0; i < 3; i++)
                text[random.Next(text.Length)] = (byte)random.Next(256);
            foreach (var reading in Readings.All(text, SmallModel.Row))
                (reading.IsRead || reading.Faults.Count > 0).Should().BeTrue();
        });
    }

    private static void RoundTrip(Element record, Func<Element, byte[]> write)
    {
        var text = write(record);
        var reading = Readings.One(Encoding.UTF8.GetString(text));
        reading.Faults.Should().BeEmpty();
        reading.Unmapped.Should().BeEmpty();
        GeneratedRecord.Flat(reading.Root).Should().Equal(GeneratedRecord.Flat(record));
        write(reading.Root).Should().Equal(text);
    }

    private static void Check(Action<int> law) => FsCheck.Check.One(FsCheck.Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll<int>(seed => law(seed)));
}
