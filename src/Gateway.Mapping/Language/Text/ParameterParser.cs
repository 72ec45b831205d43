using System.Globalization;
using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Paths;

namespace Gateway.Mapping.Language.Text;

/// <summary>Reads parameters: variables and literals; in <c>evaluate</c>, expressions.</summary>
internal static class ParameterParser
{
    /// <summary>Takes <c>(a, 'b', 3)</c>.</summary>
    public static MapList<MapParameter> Parameters(MapCursor cursor)
    {
        var parameters = new List<MapParameter>();
        cursor.Expect("(");
        while (!cursor.Is(")"))
        {
            if (parameters.Count > 0)
                cursor.Expect(",");
            parameters.Add(Parameter(cursor));
        }

        cursor.Expect(")");
        return [.. parameters];
    }

    /// <summary>
    /// Takes <c>(v, expression)</c> or <c>(expression)</c>. An expression that is a mere string holds FHIRPath in it: R4's and R5's
    /// grammars know expressions as strings only, HL7's own maps write them bare.
    /// </summary>
    public static MapList<MapParameter> EvaluateParameters(MapCursor cursor)
    {
        cursor.Expect("(");
        if (cursor.TryTake(")"))
            return [];
        var parameters = new List<MapParameter>();
        if (cursor.Lexer.Text.AsSpan(cursor.ScanExpression().End).TrimStart().StartsWith(","))
        {
            parameters.Add(Parameter(cursor));
            cursor.Expect(",");
        }

        parameters.Add(Evaluated(cursor));
        cursor.Expect(")");
        return [.. parameters];
    }

    public static MapParameter Parameter(MapCursor cursor)
    {
        var token = cursor.Current;
        if (token.Kind is MapTokenKind.Word && token.Text is "true" or "false")
            return new MapBoolean(cursor.Take().Text == "true") { Place = token.Place };
        if (token.Kind is MapTokenKind.Word or MapTokenKind.QuotedWord)
            return new MapVariable(cursor.Path("A variable")) { Place = token.Place };
        return TryLiteral(cursor) ?? throw cursor.Unexpected("A variable or a literal is expected here.");
    }

    /// <summary>Takes a string, number, date or time; null when none is here.</summary>
    public static MapParameter? TryLiteral(MapCursor cursor)
    {
        var place = cursor.Current.Place;
        var sign = cursor.TryTake("-") ? "-" : "";
        var token = cursor.Current;
        switch (token.Kind)
        {
            case MapTokenKind.String or MapTokenKind.DoubleString when sign.Length == 0:
                return new MapString(cursor.Take().Text) { Place = place };
            case MapTokenKind.Integer:
                if (!int.TryParse(sign + token.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
                    throw new MapFaultException(FaultKind.Value, "The number does not fit into 32 bits.", place);
                cursor.Take();
                return new MapInteger(number) { Place = place };
            case MapTokenKind.Decimal:
                var digits = cursor.Take().Text.TrimStart('0');
                return new MapDecimal(sign + (digits.StartsWith('.') ? "0" : "") + digits) { Place = place };
            case MapTokenKind.Moment when sign.Length == 0:
                if (!IsMoment(token.Text))
                    throw cursor.Fault("There is no such date or time.", FaultKind.Value);
                return new MapMoment(cursor.Take().Text) { Place = place };
            default:
                return sign.Length == 0 ? null : throw cursor.Unexpected("A number is expected here.");
        }
    }

    /// <summary>True for what may stand after @ in FHIRPath.</summary>
    public static bool IsMoment(string text) => PathText.Scan("@" + text, 0, out _) is { } span && span.End == text.Length + 1;

    private static MapExpression Evaluated(MapCursor cursor)
    {
        var place = cursor.Current.Place;
        var literal = cursor.ScanExpression().Literal;
        var expression = cursor.Expression();
        if (literal is null)
            return expression;
        var inner = PathText.Scan(literal, 0, out var fault);
        if (inner is null || inner.End < literal.TrimEnd().Length)
            throw new MapFaultException(FaultKind.Structure, $"The string holds no FHIRPath. {fault?.Message}".TrimEnd(), place);
        return new MapExpression(inner.Expression) { Place = place };
    }
}
