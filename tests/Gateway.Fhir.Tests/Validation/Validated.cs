using System.Text;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;
using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Terminology;
using Gateway.Fhir.Validation;
using Gateway.Fhir.Validation.Profiles;

namespace Gateway.Fhir.Tests.Validation;

/// <summary>Resources validated against small profiles of the tests' own.</summary>
internal static class Validated
{
    public const string Root = "https://test.example/";

    /// <summary>A profile on a type, out of the JSON of its ElementDefinitions.</summary>
    public static Element Profile(string name, string type, string elements, string? of = null, string more = "") => Read(
        $$"""
        {"resourceType":"StructureDefinition","url":"{{Root}}{{name}}","name":"T","status":"draft","kind":"resource","abstract":false,"type":"{{type}}",{{more}}
         "baseDefinition":"{{of ?? $"http://hl7.org/fhir/StructureDefinition/{type}"}}","derivation":"constraint","differential":{"element":[{"id":"{{type}}","path":"{{type}}"}{{(elements.Length > 0 ? "," : "")}}{{elements}}]} }
        """);

    /// <summary>An extension with one value.</summary>
    public static Element Extension(string name, string contexts, string elements = "", bool isModifier = false) => Read(
        $$"""
        {"resourceType":"StructureDefinition","url":"{{Root}}{{name}}","name":"T","status":"draft","kind":"complex-type","abstract":false,"type":"Extension","context":[{{contexts}}],
         "baseDefinition":"http://hl7.org/fhir/StructureDefinition/Extension","derivation":"constraint","differential":{"element":[{"id":"Extension","path":"Extension","isModifier":{{(isModifier ? "true" : "false")}} },
          {"id":"Extension.url","path":"Extension.url","fixedUri":"{{Root}}{{name}}"}{{(elements.Length > 0 ? "," : "")}}{{elements}}]} }
        """);

    public static Element Read(string json)
    {
        var read = FhirJson.Read(Encoding.UTF8.GetBytes(json));
        return read.IsRead ? read.Root : throw new InvalidOperationException(string.Join('\n', read.Faults));
    }

    public static Validator With(params Element[] definitions) => new(ProfileSet.R4.With(definitions), TerminologySet.R4.With(definitions));

    /// <summary>The errors of a resource against a profile of the tests' own, or against none: rule, space, path.</summary>
    public static string[] Errors(string json, string? profile, params Element[] definitions) =>
        [.. With(definitions).Validate(Read(json), profile is null ? null : Root + profile).Faults.Where(f => !f.IsWarning).Select(Shown)];

    public static string[] Warnings(string json, string? profile, params Element[] definitions) =>
        [.. With(definitions).Validate(Read(json), profile is null ? null : Root + profile).Faults.Where(f => f.IsWarning && !f.IsNote && f.Rule != "dom-6").Select(Shown)];

    private static string Shown(Fault fault) => $"{fault.Rule} {fault.Expression}";
}
