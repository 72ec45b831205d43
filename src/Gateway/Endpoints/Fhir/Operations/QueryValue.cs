using System.Text.Json;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;

namespace Gateway.Endpoints.Fhir.Operations;

/// <summary>A parameter of an address as the parameter that could have been posted, so that both are held to the same formats.</summary>
internal static class QueryValue
{
    /// <summary>The parameter; none, and what is wrong, where the text is no value of its type.</summary>
    public static string? Read(OperationParameter known, string text, out Element parameter)
    {
        var read = FhirJson.Read(Json(known, text));
        parameter = read.IsRead ? read.Root["parameter"].First() : default;
        return read.IsRead ? null : read.Faults.Select(f => f.Message).FirstOrDefault() ?? $"This parameter is to be a {known.Type}.";
    }

    private static byte[] Json(OperationParameter known, string text)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("resourceType", "Parameters");
            json.WriteStartArray("parameter");
            json.WriteStartObject();
            json.WriteString("name", known.Name);
            var name = $"value{char.ToUpperInvariant(known.Type[0])}{known.Type[1..]}";
            if (known.Type == "boolean" && (text is "true" or "false"))
                json.WriteBoolean(name, text == "true");
            else if (known.Type == "integer" && int.TryParse(text, System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out var number))
                json.WriteNumber(name, number);
            else
                json.WriteString(name, text);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }
}
