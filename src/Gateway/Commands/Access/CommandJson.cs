using System.Text;
using System.Text.Json;

namespace Gateway.Commands.Access;

/// <summary>Writes one object of JSON as a line.</summary>
internal static class CommandJson
{
    public static string Text(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
