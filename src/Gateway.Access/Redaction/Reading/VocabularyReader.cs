using System.Text;
using System.Text.Json;

namespace Gateway.Access.Redaction.Reading;

/// <summary>Reads what projections name: <c>lists</c>, <c>numbers</c>, <c>translations</c>, <c>sets</c>; and where it is shared, <c>views</c>.</summary>
internal sealed class VocabularyReader(Vocabulary words, ReadFaults faults, bool hasViews = false)
{
    /// <summary>Reads a section; false when it is none of these.</summary>
    public bool Read(JsonProperty section)
    {
        (string Kind, Func<JsonElement, string, object> Read)? reader = section.Name switch
        {
            "lists" => ("list", List),
            "numbers" => ("numbers", (value, at) => Utf8Value.All(JsonParts.Texts(value, at, faults))),
            "translations" => ("translation", Translation),
            "sets" => ("set", Set),
            "views" when hasViews => ("view", Set),
            _ => null,
        };
        if (reader is null)
            return false;
        foreach (var entry in JsonParts.Properties(section.Value, section.Name, faults))
            if (!words.Add(reader.Value.Kind, entry.Name, reader.Value.Read(entry.Value, $"{section.Name}.{entry.Name}")))
                faults.Add(section.Name, $"{entry.Name} is there twice.");
        return true;
    }

    private CodeSet List(JsonElement value, string at) =>
        new([.. JsonParts.Properties(value, at, faults).Select(s => System(s, at))]);

    private CodeSetSystem System(JsonProperty system, string at)
    {
        var name = Encoding.UTF8.GetBytes(system.Name);
        if (system.Value.ValueKind == JsonValueKind.Object)
            return new CodeSetSystem(name, [], system.Value.TryGetProperty("matching", out var shape) ? JsonParts.Shape(shape, at, faults) : Unknown(at));
        var codes = JsonParts.Texts(system.Value, $"{at}.{system.Name}", faults);
        return new CodeSetSystem(name, codes is ["*"] ? null : Utf8Value.All(codes), null);
    }

    private global::System.Text.RegularExpressions.Regex? Unknown(string at)
    {
        faults.Add(at, "codes are a list, \"*\" for all of a system, or {\"matching\": their shape}.");
        return null;
    }

    private Translation Translation(JsonElement value, string at)
    {
        var (system, rows) = (Array.Empty<byte>(), new List<(byte[], byte[], byte[])>());
        foreach (var property in JsonParts.Properties(value, at, faults))
            if (property.Name == "to")
                system = Encoding.UTF8.GetBytes(JsonParts.Text(property.Value, at, faults));
            else
                foreach (var code in JsonParts.Properties(property.Value, $"{at}.{property.Name}", faults))
                    rows.Add((Encoding.UTF8.GetBytes(property.Name), Encoding.UTF8.GetBytes(code.Name), Encoding.UTF8.GetBytes(JsonParts.Text(code.Value, at, faults))));
        if (system.Length == 0)
            faults.Add(at, "the system that is translated to is missing (to).");
        return new Translation(system, rows);
    }

    private JsonProperty[] Set(JsonElement value, string at) => [.. JsonParts.Properties(value.Clone(), at, faults)];
}
