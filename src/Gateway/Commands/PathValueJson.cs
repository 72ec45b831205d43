using System.Text.Encodings.Web;
using System.Text.Json;
using Gateway.Fhir.Json;
using Gateway.Fhir.Paths.Values;

namespace Gateway.Commands;

/// <summary>A FHIRPath value as JSON: elements as FHIR has them, quantities as FHIR Quantities, dates and times as strings.</summary>
internal static class PathValueJson
{
    public static string Of(PathValue value) => value.Kind switch
    {
        PathKind.Element => FhirJson.ToText(value.Element),
        PathKind.Boolean or PathKind.Integer or PathKind.Long or PathKind.Decimal => value.Text!,
        PathKind.Quantity when value.Quantity.IsCalendar => $"{{\"value\":{Number(value)},\"unit\":{Quoted(value.Quantity.Unit)}}}",
        PathKind.Quantity => $"{{\"value\":{Number(value)},\"unit\":{Quoted(value.Quantity.Unit)},\"system\":\"http://unitsofmeasure.org\",\"code\":{Quoted(value.Quantity.Unit)}}}",
        PathKind.TypeInfo => $"{{\"namespace\":{Quoted(value.TypeInfo.Namespace)},\"name\":{Quoted(value.TypeInfo.Name)}}}",
        _ => Quoted(value.Text!),
    };

    private static string Number(PathValue value) => PathValue.Of(value.Quantity.Value).Text!;

    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}
