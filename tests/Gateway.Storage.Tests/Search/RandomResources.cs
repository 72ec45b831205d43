using System.Globalization;
using System.Text;

namespace Gateway.Storage.Tests.Search;

/// <summary>Resources and queries drawn from small pools, so that they meet often; the same seed gives the same.</summary>
internal sealed class RandomResources(int seed)
{
    private static readonly string[] s_words = ["Lee", "lee", "Lée", "Leeds", "Smith-Jones", "O'Brien", "de la Cruz", "Ann", "Anna", "x"];
    private static readonly string[] s_dates = ["1984", "1984-06", "1984-06-12", "2015-02", "2015-02-07", "2015-02-07T13:28:17Z", "2015-02-07T13:28:17+02:00", "2026-01-01T00:00:00.123Z"];
    private static readonly string[] s_systems = ["urn:a", "urn:b", "http://loinc.org"];
    private static readonly string[] s_codes = ["1", "2", "AB", "ab", "29463-7"];
    private static readonly string[] s_units = ["mg", "g", "kg", "[lb_av]", "odd"];
    private readonly Random _random = new(seed);

    public string Resource(int number) => _random.Next(4) switch
    {
        0 => Patient(number),
        1 => Observation(number),
        2 => Encounter(number),
        _ => Questionnaire(number),
    };

    public string Query()
    {
        var type = Pick("Patient", "Observation", "Encounter", "Questionnaire", "QuestionnaireResponse");
        var parts = Enumerable.Range(0, _random.Next(1, 3)).Select(_ => Criterion(type)).ToList();
        if (_random.Next(3) == 0)
            parts.Add($"_sort={string.Join(',', Enumerable.Range(0, _random.Next(1, 3)).Select(_ => Pick("", "-") + Sort(type)))}");
        if (_random.Next(4) == 0)
            parts.Add(type switch
            {
                "Observation" => Pick("_include=Observation:subject", "_include=Observation:*", "_include=Observation:encounter&_include:iterate=Encounter:subject"),
                "Patient" => Pick("_revinclude=Observation:subject", "_revinclude=*:*", "_revinclude=Encounter:subject"),
                "QuestionnaireResponse" => "_include=QuestionnaireResponse:questionnaire",
                _ => "_include=Encounter:subject",
            });
        parts.Add($"_count={_random.Next(1, 12)}");
        return $"{type}?{string.Join('&', parts)}";
    }

    private string Criterion(string type) => type switch
    {
        "Patient" => _random.Next(12) switch
        {
            0 => $"name{Pick("", ":contains", ":exact")}={Uri.EscapeDataString(Word())}",
            1 => $"family={Uri.EscapeDataString(Word())},{Uri.EscapeDataString(Word())}",
            2 => $"birthdate={Prefix()}{Date()}",
            3 => $"gender{Pick("", ":not")}={Pick("male", "female", "other")}",
            4 => $"identifier={Token()}",
            5 => $"identifier:of-type=urn:t|MR|{Pick(s_codes)}",
            6 => $"{Pick("birthdate", "identifier", "name", "active", "address")}:missing={Pick("true", "false")}",
            7 => $"_has:Observation:subject:{Criterion("Observation")}".Replace("_has:Observation:subject:_has", "_has", StringComparison.Ordinal),
            8 => $"_id={Id()},{Id()}",
            9 => $"active={Pick("true", "false")}",
            10 => $"_has:Encounter:patient:_has:Observation:encounter:{Simple()}",
            _ => $"address-city:contains={Uri.EscapeDataString(Word())}",
        },
        "Observation" => _random.Next(11) switch
        {
            0 => Simple(),
            1 => $"value-quantity={Prefix()}{Number()}{Pick("", "||mg", "|http://unitsofmeasure.org|g", "|http://unitsofmeasure.org|kg")}",
            2 => $"date={Prefix()}{Date()}",
            3 => $"subject={Pick("Patient/", "")}{Id()}",
            4 => $"subject:Patient.name={Uri.EscapeDataString(Word())}",
            5 => $"patient.birthdate={Prefix()}{Date()}",
            6 => $"code-value-quantity=http://loinc.org|29463-7${Prefix()}{Number()}",
            7 => $"code:text={Uri.EscapeDataString(Word())}",
            8 => $"encounter.subject:Patient.family={Uri.EscapeDataString(Word())}",
            9 => $"subject:identifier={Token()}",
            _ => $"{Pick("subject", "encounter", "value-quantity", "date")}:missing={Pick("true", "false")}",
        },
        "Encounter" => _random.Next(4) switch
        {
            0 => $"date={Prefix()}{Date()}",
            1 => $"length={Prefix()}{Number()}",
            2 => $"subject:Patient.identifier={Token()}",
            _ => $"status{Pick("", ":not")}={Pick("planned", "finished")}",
        },
        "QuestionnaireResponse" => Pick($"questionnaire={Pick("urn:q:1", "urn:q:2", "urn:q:2|1")}", "questionnaire.title=" + Uri.EscapeDataString(Word()), $"subject={Id()}"),
        _ => _random.Next(3) switch
        {
            0 => $"url{Pick("", ":below", ":above")}={Pick("urn:q:1", "http://example.org/q", "http://example.org/q/1", "http://example.org/q/1/2")}",
            1 => $"title{Pick("", ":contains", ":exact")}={Uri.EscapeDataString(Word())}",
            _ => $"_has:QuestionnaireResponse:questionnaire:subject={Id()}",
        },
    };

    private string Simple() => $"code{Pick("", ":not")}={Token()}";

    private string Sort(string type) => type switch
    {
        "Patient" => Pick("family", "birthdate", "gender", "_id", "identifier"),
        "Observation" => Pick("date", "code", "value-quantity", "subject"),
        "Encounter" => Pick("date", "status", "length"),
        "QuestionnaireResponse" => "subject",
        _ => Pick("url", "title"),
    };

    private string Patient(int number) => Json("Patient", number,
        Maybe($"\"name\":[{{\"family\":\"{Word()}\",\"given\":[\"{Word()}\"{(_random.Next(2) == 0 ? $",\"{Word()}\"" : "")}]}}{(_random.Next(3) == 0 ? $",{{\"text\":\"{Word()}\"}}" : "")}]"),
        Maybe($"\"birthDate\":\"{Pick("1984", "1984-06", "1984-06-12", "2015-02-07")}\""),
        Maybe($"\"gender\":\"{Pick("male", "female", "other")}\""),
        Maybe($"\"active\":{Pick("true", "false")}"),
        Maybe($"\"identifier\":[{{{Pick("", "\"type\":{\"coding\":[{\"system\":\"urn:t\",\"code\":\"MR\"}]},")}\"system\":\"{Pick(s_systems)}\",\"value\":\"{Pick(s_codes)}\"}},{{\"value\":\"{Pick(s_codes)}\"}}]"),
        Maybe($"\"address\":[{{\"city\":\"{Word()}\"}}]"));

    private string Observation(int number) => Json("Observation", number, "\"status\":\"final\"",
        $"\"code\":{{\"coding\":[{{\"system\":\"{Pick(s_systems)}\",\"code\":\"{Pick(s_codes)}\",\"display\":\"{Word()}\"}}],\"text\":\"{Word()}\"}}",
        Maybe($"\"valueQuantity\":{{\"value\":{Number()},{Pick("\"unit\":\"mg\"", $"\"system\":\"http://unitsofmeasure.org\",\"code\":\"{Pick(s_units)}\"", $"\"unit\":\"pound\",\"system\":\"http://unitsofmeasure.org\",\"code\":\"{Pick(s_units)}\"")}}}"),
        Maybe(_random.Next(2) == 0 ? $"\"effectiveDateTime\":\"{Date()}\"" : $"\"effectivePeriod\":{{\"start\":\"{Pick("1984", "2015-01-01")}\"{Pick("", ",\"end\":\"2015-02-07T23:59:59Z\"")}}}"),
        Maybe($"\"subject\":{{\"reference\":\"Patient/{Id()}\"{Pick("", $",\"identifier\":{{\"system\":\"{Pick(s_systems)}\",\"value\":\"{Pick(s_codes)}\"}}")}}}"),
        Maybe($"\"encounter\":{{\"reference\":\"Encounter/{Id()}\"}}"));

    private string Encounter(int number) => Json("Encounter", number, $"\"status\":\"{Pick("planned", "finished")}\"", "\"class\":{\"code\":\"AMB\"}",
        Maybe($"\"subject\":{{\"reference\":\"{Pick($"Patient/{Id()}", $"http://elsewhere.example/fhir/Patient/{Id()}")}\"}}"),
        Maybe($"\"period\":{{\"start\":\"{Date()}\"}}"),
        Maybe($"\"length\":{{\"value\":{Number()},\"unit\":\"min\",\"system\":\"http://unitsofmeasure.org\",\"code\":\"{Pick("min", "h")}\"}}"));

    private string Questionnaire(int number) => _random.Next(2) == 0
        ? Json("Questionnaire", number, "\"status\":\"active\"", $"\"url\":\"{Pick("urn:q:1", "urn:q:2", "http://example.org/q", "http://example.org/q/1", "http://example.org/q/1/2")}\"", Maybe($"\"version\":\"{Pick("1", "2")}\""), Maybe($"\"title\":\"{Word()}\""))
        : Json("QuestionnaireResponse", number, "\"status\":\"completed\"", $"\"questionnaire\":\"{Pick("urn:q:1", "urn:q:2", "urn:q:2|1", "urn:q:2|9")}\"", Maybe($"\"subject\":{{\"reference\":\"Patient/{Id()}\"}}"));

    private static string Json(string type, int number, params string[] parts)
    {
        var json = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"{{\"resourceType\":\"{type}\",\"id\":\"{number}\""));
        foreach (var part in parts.Where(p => p.Length > 0))
            json.Append(',').Append(part);
        return json.Append('}').ToString();
    }

    private string Maybe(string part) => _random.Next(4) == 0 ? "" : part;

    private string Pick(params string[] pool) => pool[_random.Next(pool.Length)];

    private string Word() => Pick(s_words);

    private string Date() => Pick(s_dates);

    private string Id() => _random.Next(160).ToString(CultureInfo.InvariantCulture);

    private string Number() => Pick("0", "1", "1.0", "5.40", "0.0054", "100", "99.5", "1000", "-3");

    private string Prefix() => Pick("", "eq", "ne", "gt", "lt", "ge", "le", "sa", "eb");

    private string Token() => Pick(Pick(s_codes), $"{Pick(s_systems)}|{Pick(s_codes)}", $"|{Pick(s_codes)}", $"{Pick(s_systems)}|");
}
