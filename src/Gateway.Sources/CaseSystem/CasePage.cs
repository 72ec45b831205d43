using System.Text.Json;

namespace Gateway.Sources.CaseSystem;

/// <summary>One answer with several records, taken apart and the records not yet read.</summary>
internal sealed class CasePage
{
    /// <summary>The array of records, or the changes, as JSON.</summary>
    public byte[] Items { get; private set; } = [];

    /// <summary>Where the next page begins; null for none.</summary>
    public string? Next { get; private set; }

    public DateTimeOffset? AsOf { get; private set; }

    public bool HasMore { get; private set; }

    /// <summary>The page; null when the content is none.</summary>
    /// <param name="body">The content.</param>
    /// <param name="name">The name of the array.</param>
    public static CasePage? Of(byte[] body, string name)
    {
        var page = new CasePage();
        var hasItems = false;
        try
        {
            var json = new Utf8JsonReader(body);
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
                return null;
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var property = json.GetString();
                json.Read();
                if (property == name && json.TokenType == JsonTokenType.StartArray)
                {
                    var start = (int)json.TokenStartIndex;
                    json.Skip();
                    page.Items = body[start..(int)json.BytesConsumed];
                    hasItems = true;
                }
                else
                {
                    page.Put(property, ref json);
                    json.Skip();
                }
            }

            // Nothing may follow: a text that goes on is another's.
            return hasItems && !json.Read() ? page : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private void Put(string? property, ref Utf8JsonReader json)
    {
        if (property == "next" && json.TokenType == JsonTokenType.String)
            Next = json.GetString();
        else if (property == "asOf" && json.TokenType == JsonTokenType.String && json.TryGetDateTimeOffset(out var asOf))
            AsOf = asOf;
        else if (property == "hasMore")
            HasMore = json.TokenType == JsonTokenType.True;
    }
}
