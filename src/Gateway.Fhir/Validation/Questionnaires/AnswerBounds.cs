using Gateway.Fhir.Elements;

namespace Gateway.Fhir.Validation.Questionnaires;

/// <summary>How far an answer may go: <c>maxLength</c>, and the standard's extensions for the rest (http://hl7.org/fhir/R4/questionnaire-profiles.html).</summary>
internal sealed record AnswerBounds
{
    private const string Core = "http://hl7.org/fhir/StructureDefinition/";
    private const string Forms = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-";

    public static AnswerBounds None { get; } = new();

    public int MinLength { get; private init; }
    public int MaxLength { get; private init; } = int.MaxValue;
    public int MaxDecimals { get; private init; } = int.MaxValue;
    public Element Min { get; private init; }
    public Element Max { get; private init; }
    public IReadOnlyList<string> MediaTypes { get; private init; } = [];

    /// <summary>The Codings of the units that a quantity may have; empty for any.</summary>
    public IReadOnlyList<Element> Units { get; private init; } = [];

    public static AnswerBounds Of(Element item)
    {
        var values = item["extension"].Select(e => (Url: e.ChildText("url"), Value: e["value"].FirstOrNone())).Where(e => !e.Value.IsNone).ToArray();
        Element Value(params string[] urls) => values.FirstOrDefault(v => urls.Contains(v.Url)).Value;
        int? Number(string url) => Value(url) is { IsNone: false } value && int.TryParse(value.Text, out var number) ? number : null;

        return new AnswerBounds
        {
            MinLength = Number($"{Core}minLength") ?? 0,
            MaxLength = int.TryParse(item.ChildText("maxLength"), out var length) ? length : int.MaxValue,
            MaxDecimals = Number($"{Core}maxDecimalPlaces") ?? int.MaxValue,
            Min = Value($"{Core}minValue", $"{Forms}minQuantity"),
            Max = Value($"{Core}maxValue", $"{Forms}maxQuantity"),
            MediaTypes = [.. values.Where(v => v.Url == $"{Core}mimeType").Select(v => v.Value.Text).OfType<string>()],
            Units = [.. values.Where(v => v.Url == $"{Core}questionnaire-unitOption").Select(v => v.Value)],
        };
    }
}
