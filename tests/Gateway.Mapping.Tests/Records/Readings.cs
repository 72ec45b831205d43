using System.Text;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;
using Gateway.Mapping.Records;

namespace Gateway.Mapping.Tests.Records;

/// <summary>Reading short texts, and looking at what came of them.</summary>
internal static class Readings
{
    public static IReadOnlyList<RecordReading> All(string text, TypeDefinition? model = null, RecordOptions? options = null) =>
        All(Encoding.UTF8.GetBytes(text), model, options);

    /// <summary>Reads the bytes at once, and as a stream that gives a few at a time: both must give the same.</summary>
    public static IReadOnlyList<RecordReading> All(byte[] bytes, TypeDefinition? model = null, RecordOptions? options = null)
    {
        var whole = RecordContent.Read(bytes, model ?? SmallModel.Person, options).ToArray();
        foreach (var step in new[] { 1, 7, 100 })
        {
            using var stream = new DripStream(bytes, step);
            RecordContent.Read(stream, model ?? SmallModel.Person, options).Select(Shown).Should().Equal(whole.Select(Shown));
        }

        return whole;
    }

    public static RecordReading One(string text, TypeDefinition? model = null) => All(text, model).Should().ContainSingle().Subject;

    /// <summary>The record as JSON, once it was read without a fault.</summary>
    public static string Json(string text, TypeDefinition? model = null)
    {
        var reading = One(text, model);
        reading.Faults.Should().BeEmpty();
        return Json(reading.Root);
    }

    public static string Json(Element record) => Encoding.UTF8.GetString(RecordJson.ToUtf8(record));

    public static IEnumerable<string> Faults(string text, TypeDefinition? model = null) => One(text, model).Faults.Select(f => f.ToString());

    private static string Shown(RecordReading reading) =>
        $"{reading.Number} {reading.Line} {(reading.IsRead && !reading.Root.Type.IsResource ? Json(reading.Root) : reading.IsRead)} {string.Join('|', reading.Faults)} {string.Join('|', reading.Unmapped)}";

    private sealed class DripStream(byte[] bytes, int step) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(step, count));
    }
}
