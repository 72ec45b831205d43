using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Simulators.People;

namespace Gateway.Simulators.Trust;

/// <summary>
/// Structured records out of a folder, each under an NHS number: its Patient's, else the ten digits that its file name begins with, else one that is
/// made up; always a valid one that no record before it has. A record whose Patient has another gets the number that it is asked for by, as a practice
/// would answer; one that cannot be read, or has no Patient, is served as it is.
/// </summary>
internal sealed class RecordFolder
{
    private const int MadeUp = 999_000_000;
    private static readonly JsonSerializerOptions s_plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly Dictionary<string, byte[]> _records = [];
    private readonly List<(string File, string NhsNumber)> _files = [];

    public RecordFolder(string? folder, IEnumerable<string> taken)
    {
        var numbers = taken.ToHashSet();
        var next = MadeUp;
        foreach (var file in folder is null ? Enumerable.Empty<string>() : Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var content = File.ReadAllBytes(file);
            var patient = Patient(content, out var record);
            var number = Candidates(patient, Path.GetFileName(file)).FirstOrDefault(n => NhsNumbers.IsValid(n) && !numbers.Contains(n));
            for (; number is null; next++)
                number = numbers.Contains(NhsNumbers.From(next)) ? null : NhsNumbers.From(next);
            numbers.Add(number);
            _files.Add((Path.GetRelativePath(folder!, file), number));
            _records[number] = patient is null ? content : Renumbered(content, record!, patient, number);
        }
    }

    /// <summary>The files in the order of their names, each with the number to ask for.</summary>
    public IReadOnlyList<(string File, string NhsNumber)> Files => _files;

    public byte[]? Find(string nhsNumber) => _records.GetValueOrDefault(nhsNumber);

    private static IEnumerable<string> Candidates(JsonObject? patient, string file)
    {
        if (Number(patient)?["value"]?.ToString() is { } own)
            yield return own;
        if (file.Length > 10 && file[..10].All(char.IsAsciiDigit))
            yield return file[..10];
    }

    private static byte[] Renumbered(byte[] content, JsonNode record, JsonObject patient, string number)
    {
        if (Number(patient) is not { } identifier || identifier["value"]?.ToString() == number)
            return content;
        identifier["value"] = number;
        return JsonSerializer.SerializeToUtf8Bytes(record, s_plain);
    }

    private static JsonObject? Number(JsonObject? patient) =>
        (patient?["identifier"] as JsonArray)?.OfType<JsonObject>().FirstOrDefault(i => i["system"]?.ToString().EndsWith("nhs-number", StringComparison.OrdinalIgnoreCase) == true);

    private static JsonObject? Patient(byte[] content, out JsonNode? record)
    {
        record = null;
        try
        {
            record = JsonNode.Parse(content);
            return ((record as JsonObject)?["entry"] as JsonArray)?.OfType<JsonObject>()
                .Select(e => e["resource"]).OfType<JsonObject>().FirstOrDefault(r => r["resourceType"]?.ToString() == "Patient");
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            // Broken, or with one property twice: it is served as it is.
            return null;
        }
    }
}
