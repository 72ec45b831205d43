using System.Buffers;
using System.Text.Json;
using static Gateway.Disclosures.Audit.AuditJson;

namespace Gateway.Disclosures.Audit;

/// <summary>What every AuditEvent of the gateway has; agents and entities are given to it.</summary>
internal sealed record AuditFrame
{
    // What is written here is well formed by how it is written.
    private static readonly JsonWriterOptions s_options = new() { SkipValidation = true };

    /// <summary>The profiles that it keeps, beside UK Core's.</summary>
    public IEnumerable<string> Profiles { get; init; } = [];

    /// <summary>System and code of what happened.</summary>
    public required (string System, string Code) Type { get; init; }

    /// <summary>The same in more detail.</summary>
    public IReadOnlyList<(string System, string Code)> Subtypes { get; init; } = [];

    /// <summary>C, R, U, D or E.</summary>
    public required string Action { get; init; }

    /// <summary>From when to when it happened, where it was more than once.</summary>
    public (DateTimeOffset First, DateTimeOffset Last)? Period { get; init; }

    public required DateTimeOffset Recorded { get; init; }

    /// <summary>0 done, 4 refused, 8 nothing given.</summary>
    public required string Outcome { get; init; }

    /// <summary>The outcome in words; null for none.</summary>
    public string? Said { get; init; }

    /// <summary>The event as JSON.</summary>
    /// <param name="agents">Writes the agents.</param>
    /// <param name="entities">Writes the entities.</param>
    public byte[] Write(Action<Utf8JsonWriter> agents, Action<Utf8JsonWriter> entities)
    {
        var buffer = new ArrayBufferWriter<byte>(2048);
        using (var json = new Utf8JsonWriter(buffer, s_options))
        {
            json.WriteStartObject();
            json.WriteString("resourceType", "AuditEvent");
            AuditJson.Profiles(json, Profiles);
            Coding(json, "type", Type.System, Type.Code);
            if (Subtypes.Count > 0)
                Array(json, "subtype", WriteSubtypes);
            json.WriteString("action", Action);
            if (Period is var (first, last))
                WritePeriod(json, first, last);
            json.WriteString("recorded", Moment(Recorded));
            json.WriteString("outcome", Outcome);
            if (Said is not null)
                json.WriteString("outcomeDesc", Said);
            Array(json, "agent", agents);
            Source(json);
            Array(json, "entity", entities);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private void WriteSubtypes(Utf8JsonWriter json)
    {
        foreach (var (system, code) in Subtypes)
            Coding(json, null, system, code);
    }

    private static void WritePeriod(Utf8JsonWriter json, DateTimeOffset first, DateTimeOffset last)
    {
        json.WriteStartObject("period");
        json.WriteString("start", Moment(first));
        json.WriteString("end", Moment(last));
        json.WriteEndObject();
    }

    private static void Array(Utf8JsonWriter json, string name, Action<Utf8JsonWriter> write)
    {
        json.WriteStartArray(name);
        write(json);
        json.WriteEndArray();
    }
}
