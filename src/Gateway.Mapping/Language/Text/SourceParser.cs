using System.Globalization;
using Gateway.Fhir.Outcomes;

namespace Gateway.Mapping.Language.Text;

/// <summary>Reads the sources of rules.</summary>
internal static class SourceParser
{
    /// <summary>Takes a source. As far as it is read it is the last of the list, so that a fault can name its rule.</summary>
    public static void Source(MapCursor cursor, List<MapSource> sources)
    {
        var place = cursor.Current.Place;
        var source = new MapSource(cursor.Name("A source")) { Place = place };
        if (cursor.TryTake("."))
            source = source with { Element = cursor.Path("The name of an element") };
        sources.Add(source);
        if (cursor.TryTake(":"))
            source = source with { Type = cursor.Path("The name of a type") };
        if (cursor.Current.Kind == MapTokenKind.Integer)
            source = source with { Cardinality = Cardinality(cursor) };
        while (true)
        {
            if (cursor.TryTakeWord("default"))
                source = source with { Default = Default(cursor) };
            else if (cursor.Current.Kind == MapTokenKind.Word && MapCodes.SourceListModes.TryGet(cursor.Current.Text, out var mode))
                source = Moded(cursor, source, mode);
            else
                break;
        }

        if (cursor.TryTakeWord("as"))
            source = source with { Variable = cursor.Name("A variable") };
        if (cursor.TryTakeWord("where"))
            source = source with { Where = cursor.Expression() };
        if (cursor.TryTakeWord("check"))
            source = source with { Check = cursor.Expression() };
        if (cursor.TryTakeWord("log"))
            source = source with { Log = cursor.Expression() };
        sources[^1] = source;
    }

    private static MapSource Moded(MapCursor cursor, MapSource source, MapSourceListMode mode)
    {
        if (source.ListMode is not null)
            throw cursor.Fault("A source has one list option.");
        cursor.Take();
        return source with { ListMode = mode };
    }

    private static MapCardinality Cardinality(MapCursor cursor)
    {
        var place = cursor.Current.Place;
        var min = Number(cursor);
        cursor.Expect("..");
        int? max = cursor.TryTake("*") ? null : Number(cursor);
        return max >= min || max is null ? new MapCardinality(min, max) : throw new MapFaultException(FaultKind.Value, "The cardinality allows fewer than it demands.", place);
    }

    private static int Number(MapCursor cursor)
    {
        if (cursor.Current.Kind != MapTokenKind.Integer)
            throw cursor.Unexpected("A whole number is expected here.");
        if (!int.TryParse(cursor.Current.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            throw cursor.Fault("The number does not fit into 32 bits.", FaultKind.Value);
        cursor.Take();
        return number;
    }

    private static MapParameter Default(MapCursor cursor)
    {
        if (cursor.TryTake("("))
        {
            var expression = cursor.Expression();
            cursor.Expect(")");
            return expression;
        }

        // R4's first form: a constant without brackets.
        var place = cursor.Current.Place;
        if (cursor.Current.Kind == MapTokenKind.Word && cursor.Current.Text is "true" or "false")
            return new MapExpression(cursor.Take().Text) { Place = place };
        return ParameterParser.TryLiteral(cursor) switch
        {
            null => throw cursor.Unexpected("An expression in brackets or a string is expected here."),
            MapString text => text,
            var literal => new MapExpression(MapWords.Of(literal)) { Place = place },
        };
    }
}
