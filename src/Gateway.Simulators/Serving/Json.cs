using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace Gateway.Simulators.Serving;

/// <summary>JSON as the systems write it: property names in camel case, nothing for null.</summary>
internal static class Json
{
    public const string ContentType = "application/json; charset=utf-8";

    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    public static byte[] Bytes(object value) => JsonSerializer.SerializeToUtf8Bytes(value, Options);

    public static JsonObject Node(object value) => JsonSerializer.SerializeToNode(value, Options)!.AsObject();

    public static BodyResult Result(object value, int status = 200) => new BodyResult(status, ContentType, Bytes(value));

    /// <summary>The object that a request brings; null when it is none.</summary>
    public static async Task<JsonObject?> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<JsonObject>(request.Body, Options, cancellation);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
