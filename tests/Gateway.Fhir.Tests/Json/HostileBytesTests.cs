using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Gateway.Fhir.Json;
using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Tests.Data;

namespace Gateway.Fhir.Tests.Json;

/// <summary>No bytes make the reader throw, and what it reads tolerantly is written as JSON that reads the same.</summary>
public sealed class HostileBytesTests
{
    private static readonly string[] s_insertions =
        ["\"", "{", "}", "[", "]", ",", ":", "null", "\\", "\\u", "\\ud800", "_", "-", "1", "\0", "\uFEFF", "é", "{}", "[]", "\"\":1,", "\"resourceType\":\"Patient\",", "[null],"];

    private static readonly string[] s_names =
        ["\"id\"", "\"_id\"", "\"extension\"", "\"name\"", "\"given\"", "\"_given\"", "\"birthDate\"", "\"_birthDate\"", "\"resourceType\"", "\"valueString\"", "\"_valueCode\"", "\"x\"", "\"resource\\ud800Type\"", "\"\""];

    private static readonly string[] s_values =
        ["null", "true", "-0", "1e400", "\"\"", "\"a\"", "\"\\u0000\"", "\"\\ud800\"", "{}", "[]", "[null]", "[{}]", "{\"id\":\"a\"}", "[{\"id\":\"a\"},null]", "[\"a\",null]", "{\"x\":[[1]]}", "{\"resourceType\":\"Basic\"}"];

    [Fact]
    public void Random_bytes_are_refused_without_an_exception() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes => Holds(bytes)));

    [Fact]
    public void Random_JSON_tokens_are_read_or_refused_without_an_exception() => ForSeeds(20_000, random =>
        Encoding.UTF8.GetBytes("{\"resourceType\":\"Patient\"," + string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => s_insertions[random.Next(s_insertions.Length)])) + "}"));

    [Fact]
    public void Random_changes_to_the_small_example_are_read_or_refused_without_an_exception() =>
        ForSeeds(10_000, random => Changed(SmallExample.Utf8, random));

    [Fact]
    public void Random_changes_to_generated_resources_are_read_or_refused_without_an_exception() =>
        ForSeeds(1500, random => Changed(Encoding.UTF8.GetBytes(new GeneratedJson(random.Next()).Resource()), random));

    [Fact]
    public void Tokens_in_the_place_of_others_are_read_or_refused_without_an_exception() =>
        ForSeeds(4000, random => Replaced(random.Next(2) == 0 ? SmallExample.Utf8 : Encoding.UTF8.GetBytes(new GeneratedJson(random.Next()).Resource()), random));

    private static void ForSeeds(int count, Func<Random, byte[]> text)
    {
        for (var seed = 0; seed < count; seed++)
            Holds(text(new Random(seed))).Should().BeTrue("of seed {0}", seed);
    }

    // Stays JSON: a value becomes another value, a name another name.
    private static byte[] Replaced(byte[] text, Random random)
    {
        for (var i = random.Next(1, 6); i > 0; i--)
        {
            var tokens = new List<(int Start, int End, JsonTokenType Type)>();
            for (var json = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = 1000 }); json.Read();)
                if (json.TokenType is not (JsonTokenType.StartObject or JsonTokenType.EndObject or JsonTokenType.StartArray or JsonTokenType.EndArray))
                    tokens.Add(((int)json.TokenStartIndex, (int)json.TokenStartIndex + json.ValueSpan.Length + (json.TokenType is JsonTokenType.String or JsonTokenType.PropertyName ? 2 : 0), json.TokenType));
            var (start, end, type) = tokens[random.Next(tokens.Count)];
            var from = type == JsonTokenType.PropertyName ? s_names : s_values;
            text = [.. text.AsSpan(0, start), .. Encoding.UTF8.GetBytes(from[random.Next(from.Length)]), .. text.AsSpan(end)];
        }

        return text;
    }

    private static byte[] Changed(byte[] text, Random random)
    {
        var bytes = text.ToList();
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var at = random.Next(bytes.Count);
            var length = Math.Min(random.Next(1, 30), bytes.Count - at);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, length);
                    break;
                case 2:
                    bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, length));
                    break;
                case 3:
                    bytes.RemoveRange(at, bytes.Count - at);
                    bytes.Add((byte)'}');
                    break;
                default:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(s_insertions[random.Next(s_insertions.Length)]));
                    break;
            }
        }

        return [.. bytes];
    }

    private static bool Holds(byte[] text)
    {
        var strict = FhirJson.Read(text);
        var tolerant = FhirJson.Read(text, options: ReadOptions.Tolerant);
        if (!Places(strict.Faults) || !Places(tolerant.Faults) || strict.IsRead == strict.Faults.Any(f => !f.IsWarning) || tolerant.IsRead == tolerant.Faults.Any(f => !f.IsWarning))
            return false;
        if (strict.IsRead && !tolerant.IsRead)
            return false;
        if (!tolerant.IsRead)
            return true;
        var written = FhirJson.ToUtf8(tolerant.Root);
        var again = FhirJson.Read(written, options: ReadOptions.Tolerant);
        return again.IsRead && FhirJson.ToUtf8(again.Root).AsSpan().SequenceEqual(written);
    }

    private static bool Places(IReadOnlyList<Fault> faults) =>
        faults.All(f => f.Line > 0 && f.Column > 0) && faults.Select(f => (f.Line, f.Column)).SequenceEqual(faults.Select(f => (f.Line, f.Column)).Order());
}
