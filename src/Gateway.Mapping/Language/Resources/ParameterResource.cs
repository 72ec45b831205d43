using System.Globalization;
using Gateway.Fhir.Elements;
using Gateway.Mapping.Language.Text;

namespace Gateway.Mapping.Language.Resources;

/// <summary>
/// Parameters in a StructureMap of R4: an id is a variable, an expression (the last parameter of evaluate) a string. Dates are R5's:
/// here they are strings, marked as what they are. Groups are run with strings only, which HL7's converter writes as they stand in the map.
/// </summary>
internal static class ParameterResource
{
    public static void Write(ElementDraft draft, MapParameter parameter)
    {
        switch (parameter)
        {
            case MapVariable variable:
                draft.AddExact("valueId", variable.Name);
                break;
            case MapBoolean or MapInteger or MapDecimal:
                draft.AddText(parameter is MapBoolean ? "valueBoolean" : parameter is MapInteger ? "valueInteger" : "valueDecimal", MapWords.Of(parameter));
                break;
            case MapMoment moment:
                ExactText.Mark(draft.Add("valueString").SetText(moment.Text), MapWords.Of(moment));
                break;
            default:
                draft.AddExact("valueString", parameter is MapString text ? text.Value : ((MapExpression)parameter).Text);
                break;
        }
    }

    public static MapParameter Read(Element parameter, bool isExpression, ResourceCursor cursor)
    {
        foreach (var value in parameter["value"])
        {
            if (isExpression && value.Type.Name == "string")
                return cursor.Expression(value);
            if (ExactText.Marked(value) is { } exact && exact.StartsWith('@') && ParameterParser.IsMoment(exact[1..]))
                return new MapMoment(exact[1..]);
            var text = ExactText.Of(value) ?? "";
            return value.Type.Name switch
            {
                "id" => new MapVariable(text),
                "boolean" => new MapBoolean(text == "true"),
                "integer" => new MapInteger(int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : 0),
                "decimal" => new MapDecimal(Plain(text)),
                _ => new MapString(text),
            };
        }

        cursor.Fault(parameter, "The element value is missing.");
        return new MapString("");
    }

    /// <summary>A parameter of a group, from the string that it is in R4.</summary>
    public static MapParameter OfText(string text)
    {
        var cursor = new MapCursor(text);
        try
        {
            if (text is "true" or "false" || cursor.Current.Kind == MapTokenKind.String || !cursor.Current.IsName)
            {
                var literal = ParameterParser.Parameter(cursor);
                if (cursor.IsAtEnd)
                    return literal;
            }
        }
        catch (MapFaultException)
        {
            // It is no literal, hence a name.
        }

        return new MapVariable(text);
    }

    /// <summary>That string. A name that would read as something else is in backticks.</summary>
    public static string Text(MapParameter parameter) =>
        parameter is MapVariable variable && OfText(variable.Name) == variable ? variable.Name : MapWords.Of(parameter);

    // The language has no exponents, and a decimal has a point.
    private static string Plain(string text)
    {
        if (text.Contains('e', StringComparison.OrdinalIgnoreCase) && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            text = number.ToString(CultureInfo.InvariantCulture);
        return text.Contains('.', StringComparison.Ordinal) ? text : $"{text}.0";
    }
}
