using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Gateway.Simulators.People;
using Gateway.Simulators.Serving;
using Microsoft.AspNetCore.Http;

namespace Gateway.Simulators.Trust;

/// <summary>GP Connect's Access Record Structured: one operation, which gives a person's record by NHS number.</summary>
internal sealed class GpConnect
{
    private readonly Dictionary<string, Person> _people;
    private readonly RecordFolder _folder;
    private readonly StructuredRecord _writer;
    private readonly ConcurrentDictionary<(string Number, StructuredParts Parts), byte[]> _written = new();

    public GpConnect(Population population, string? records)
    {
        _people = population.People.Where(p => p.InTrust is not null).ToDictionary(p => p.InTrust!.NhsNumber!);
        _folder = new RecordFolder(records, _people.Keys);
        _writer = new StructuredRecord(population.Today);
    }

    public IReadOnlyList<(string File, string NhsNumber)> Files => _folder.Files;

    public async Task<IResult> AnswerAsync(HttpRequest request, CancellationToken cancellation)
    {
        var body = await Json.ReadAsync(request, cancellation);
        if (body?["resourceType"]?.ToString() != "Parameters" || body["parameter"] is not JsonArray parameters)
            return Fhir.Outcome(400, "BAD_REQUEST", "The body is no Parameters resource.");
        var number = parameters.OfType<JsonObject>().FirstOrDefault(p => p["name"]?.ToString() == "patientNHSNumber")?["valueIdentifier"]?["value"]?.ToString() ?? "";
        if (!NhsNumbers.IsValid(number))
            return Fhir.Outcome(400, "INVALID_NHS_NUMBER", "The NHS number is invalid.");
        if (_folder.Find(number) is { } loaded)
            return Fhir.Body(loaded);
        return _people.TryGetValue(number, out var person)
            ? Fhir.Body(_written.GetOrAdd((number, StructuredParts.Of(parameters)), key => _writer.Write(person, key.Parts)))
            : Fhir.Outcome(404, "PATIENT_NOT_FOUND", "No patient has that NHS number.");
    }
}
