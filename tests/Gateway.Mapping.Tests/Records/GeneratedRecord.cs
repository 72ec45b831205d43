using System.Globalization;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;

namespace Gateway.Mapping.Tests.Records;

/// <summary>Random instances of a model: texts with all that the formats must escape, numbers and dates as they may be spelled. One seed gives one instance.</summary>
internal sealed class GeneratedRecord(int seed)
{
    private static readonly string[] s_pieces = ["a", "Ann", "é", "😀", "\"", "'", "\\", "<", ">", "&", "]]>", ",", ";", "\n", "\r\n", "\t", " ", "=1+1", "-", "true", "null", "1.50", "{", "[", "<!--", "\u2028", "\u0085"];
    private readonly Random _random = new(seed);

    public Element Of(TypeDefinition model)
    {
        var draft = ElementDraft.New(model);
        Fill(draft);
        return draft.Build();
    }

    /// <summary>All elements with their types and texts, in order.</summary>
    public static IEnumerable<string> Flat(Element element) =>
        element.Children.SelectMany(c => new[] { $"{c} {c.Type.Path} {c.Text}" }.Concat(Flat(c)));

    private void Fill(ElementDraft draft)
    {
        foreach (var element in draft.Type.Elements)
        {
            var isFirst = ReferenceEquals(element, draft.Type.Elements[0]);
            var count = element.IsArray ? _random.Next(3) : _random.Next(2);
            for (var i = 0; i < Math.Max(count, isFirst ? 1 : element.Facts.Min); i++)
                Add(draft, element);
        }
    }

    private void Add(ElementDraft draft, ElementDefinition element)
    {
        var variant = element.IsChoice ? element.Variants[_random.Next(element.Variants.Count)] : element;
        var child = draft.Add(element.Name, element.IsChoice ? variant.Type : null);
        if (variant.Type.IsPrimitive)
            child.SetText(Value(variant.Type.Primitive));
        else
            Fill(child);
    }

    private string Value(PrimitiveKind kind) => kind switch
    {
        PrimitiveKind.Boolean => _random.Next(2) == 0 ? "true" : "false",
        PrimitiveKind.Integer => _random.Next(-5, 100).ToString(CultureInfo.InvariantCulture),
        PrimitiveKind.Decimal => Pick("1.50", "-0.0", "2e3", "0", "1234567890.1234567890"),
        PrimitiveKind.Date => Pick("1990", "1990-02", "1990-02-28"),
        PrimitiveKind.DateTime => Pick("1990", "2026-01-31T10:00:00.123+01:00"),
        PrimitiveKind.Code => Pick("a", "a b", "LS-1"),
        _ => Text(),
    };

    // A text of white space alone is absent: it has something beside it.
    private string Text()
    {
        var text = string.Concat(Enumerable.Range(0, _random.Next(1, 6)).Select(_ => Pick(s_pieces)));
        return string.IsNullOrWhiteSpace(text) ? text + "x" : text;
    }

    private string Pick(params string[] values) => values[_random.Next(values.Length)];
}
