using System.Globalization;
using System.Text.Json;
using Gateway.Simulators.Serving;
using Microsoft.AspNetCore.Http;

namespace Gateway.Simulators.Trust;

/// <summary>Searches by NHS number, page by page.</summary>
internal static class R4Search
{
    private const int Usual = 50;
    private const int Most = 200;

    public static IResult Answer(R4Store store, string type, HttpRequest request)
    {
        var (number, from, count) = (Number(request.Query, type), 0, Usual);
        if (request.Query["_cursor"].ToString() is { Length: > 0 } cursor)
        {
            if (Cursor.Read(type, cursor)?.Split('/') is not [var place, var size, var asked]
                || !int.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out from) || !int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out count))
                return Fhir.Outcome(400, "INVALID_PARAMETER", "The cursor is none of this search's.");
            number = asked;
        }
        else if (request.Query["_count"].ToString() is { Length: > 0 } text && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count) || count < 1))
        {
            return Fhir.Outcome(400, "INVALID_PARAMETER", "_count is a number from 1.");
        }

        if (number is null)
            return Fhir.Outcome(400, "INVALID_PARAMETER", "Patients are searched by NHS number, with its system.");
        var all = store.Of(type, number);
        var page = all.Skip(from).Take(Math.Min(count, Most)).ToList();
        var isPatientAsked = type != "Patient" && request.Query["_include"].ToString().EndsWith("patient", StringComparison.Ordinal);
        var next = from + page.Count < all.Count ? Cursor.Of(type, $"{from + page.Count}/{count}/{number}") : null;
        return Fhir.Body(Write(request, page, isPatientAsked ? store.Of("Patient", number) : [], all.Count, next));
    }

    /// <summary>The number of a token with the NHS number's system.</summary>
    private static string? Number(IQueryCollection query, string type)
    {
        var token = query[type == "Patient" ? "identifier" : "patient.identifier"].ToString();
        if (token.Length == 0)
            token = query["subject.identifier"].ToString();
        return token.Split('|') is [Concepts.NhsNumber, { Length: > 0 } number] ? number.Replace(" ", "", StringComparison.Ordinal) : null;
    }

    private static byte[] Write(HttpRequest request, List<R4Resource> page, IReadOnlyList<R4Resource> included, int total, string? next)
    {
        var root = $"{request.Scheme}://{request.Host}";
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = Json.Options.Encoder }))
        {
            writer.WriteStartObject();
            writer.WriteString("resourceType", "Bundle");
            writer.WriteString("type", "searchset");
            writer.WriteNumber("total", total);
            writer.WriteStartArray("link");
            Link(writer, "self", $"{root}{request.Path}{request.QueryString}");
            if (next is not null)
                Link(writer, "next", $"{root}{request.Path}?_cursor={next}");
            writer.WriteEndArray();
            if (page.Count + included.Count > 0)
                writer.WriteStartArray("entry");
            foreach (var (resource, mode) in page.Select(r => (r, "match")).Concat(included.Select(r => (r, "include"))))
                Entry(writer, root, resource, mode);
            if (page.Count + included.Count > 0)
                writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void Link(Utf8JsonWriter writer, string relation, string url)
    {
        writer.WriteStartObject();
        writer.WriteString("relation", relation);
        writer.WriteString("url", url);
        writer.WriteEndObject();
    }

    private static void Entry(Utf8JsonWriter writer, string root, R4Resource resource, string mode)
    {
        writer.WriteStartObject();
        writer.WriteString("fullUrl", $"{root}/r4/{resource.Type}/{resource.Id}");
        writer.WritePropertyName("resource");
        writer.WriteRawValue(resource.Json, skipInputValidation: true);
        writer.WriteStartObject("search");
        writer.WriteString("mode", mode);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
