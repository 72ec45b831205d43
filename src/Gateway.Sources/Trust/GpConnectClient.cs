using System.Buffers;
using System.Text.Json;
using Gateway.Fhir;
using Gateway.Fhir.Json;
using Gateway.Fhir.Outcomes;
using Gateway.Mapping.Records;
using Gateway.Sources.Http;
using Gateway.Sources.Records;

namespace Gateway.Sources.Trust;

/// <summary>Asks for the structured record of one person (https://developer.nhs.uk/apis/gpconnect-1-6-0/accessrecord_structured_development_retrieve_patient_record.html).</summary>
internal sealed class GpConnectClient(SourceConnection connection, RecordMap records, IReadOnlySet<string> types, TrustOptions options)
{
    /// <summary>The letter that locators of these records begin with.</summary>
    public const char Letter = 'g';
    private static readonly string[] s_unknown = ["PATIENT_NOT_FOUND"];

    /// <summary>The types that its records are mapped to.</summary>
    public IReadOnlySet<string> Types => types;

    public async Task<SourceReply> AskAsync(string operation, string number, CancellationToken cancellation) =>
        await connection.SendAsync(
            new SourceCall(operation, HttpMethod.Post, $"{options.GpConnectPath}Patient/$gpc.getstructuredrecord")
            {
                Accepts = SourceCall.Fhir,
                Body = Question(number),
                ContentType = "application/fhir+json",
                IsSafe = true,
            }, cancellation).ConfigureAwait(false);

    public void Gather(string number, SourceReply reply, GatheredRecords into)
    {
        if (reply.Status == 404 && FhirRefusal.Has(reply, s_unknown))
        {
            into.Age(reply.Date);
            return;
        }

        if (!reply.IsAnswered)
        {
            into.Lose(reply);
            return;
        }

        // The content is one resource and nothing else, which is read where it lies: it may be long.
        var read = FhirJson.Read(reply.Body, records.Model.Set, ReadOptions.Tolerant, records.Model);
        into.Age(read.IsRead ? R4Content.Updated(read.Root) ?? reply.Date : null);
        var reading = new RecordReading { Root = read.Root, Faults = read.Faults, Number = 1, Line = 1 };
        records.Add(reading, $"{Letter}{number}", into, check: bundle => TrustPatient.Check(bundle, number));
        if (into.First is { } record && !TrustPatient.Bears(record.Bundle, number))
            into.Warn(FaultKind.Value, "The Patient bears no NHS number.");
    }

    private static ReadOnlyMemory<byte> Question(string number)
    {
        var body = new ArrayBufferWriter<byte>(512);
        using var json = new Utf8JsonWriter(body);
        json.WriteStartObject();
        json.WriteString("resourceType", "Parameters");
        json.WriteStartArray("parameter");
        json.WriteStartObject();
        json.WriteString("name", "patientNHSNumber");
        json.WriteStartObject("valueIdentifier");
        json.WriteString("system", Systems.NhsNumber);
        json.WriteString("value", number);
        json.WriteEndObject();
        json.WriteEndObject();
        Part(json, "includeAllergies", "includeResolvedAllergies");
        Part(json, "includeMedication", "includePrescriptionIssues");
        Part(json, "includeProblems", null);
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return body.WrittenMemory;
    }

    private static void Part(Utf8JsonWriter json, string name, string? part)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        if (part is not null)
        {
            json.WriteStartArray("part");
            json.WriteStartObject();
            json.WriteString("name", part);
            json.WriteBoolean("valueBoolean", true);
            json.WriteEndObject();
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }
}
