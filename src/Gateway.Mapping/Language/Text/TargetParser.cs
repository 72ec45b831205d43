using Gateway.Fhir.Outcomes;

namespace Gateway.Mapping.Language.Text;

/// <summary>Reads the targets of rules.</summary>
internal static class TargetParser
{
    public static MapTarget Target(MapCursor cursor)
    {
        var place = cursor.Current.Place;
        var target = Made(cursor) with { Place = place };
        if (cursor.TryTakeWord("as"))
            target = target with { Variable = cursor.Name("A variable") };
        var modes = new List<MapTargetListMode>();
        while (cursor.Current.Kind == MapTokenKind.Word && MapCodes.TargetListModes.TryGet(cursor.Current.Text, out var mode))
        {
            cursor.Take();
            modes.Add(mode);
            if (mode == MapTargetListMode.Share)
                target = target with { ShareId = cursor.Name("The id of what is shared") };
        }

        return target with { ListModes = [.. modes] };
    }

    private static MapTarget Made(MapCursor cursor)
    {
        if (cursor.Is("("))
            return Transformed(cursor, new MapTarget());
        var start = cursor.Current;
        var context = cursor.Name("A target");
        if (cursor.Is("("))
            return Invoked(cursor, start, new MapTarget());
        var element = cursor.TryTake(".") ? cursor.Path("The name of an element") : null;
        if (cursor.TryTake("="))
            return Transformed(cursor, new MapTarget { Context = context, Element = element });
        return element is null
            ? new MapTarget { Transform = MapTransform.Copy, Parameters = [new MapVariable(context) { Place = start.Place }] }
            : new MapTarget { Context = context, Element = element };
    }

    private static MapTarget Transformed(MapCursor cursor, MapTarget target)
    {
        if (cursor.TryTake("("))
        {
            var expression = cursor.Expression();
            cursor.Expect(")");
            return target with { Transform = MapTransform.Evaluate, Parameters = [expression] };
        }

        var start = cursor.Current;
        var value = ParameterParser.Parameter(cursor);
        return cursor.Is("(") && value is MapVariable
            ? Invoked(cursor, start, target)
            : target with { Transform = MapTransform.Copy, Parameters = [value] };
    }

    private static MapTarget Invoked(MapCursor cursor, MapToken name, MapTarget target)
    {
        if (!MapCodes.Transforms.TryGet(name.Text, out var transform))
            throw new MapFaultException(FaultKind.Value, $"There is no such transform; there are {MapCodes.Transforms.Codes}.", name.Place);
        var parameters = transform == MapTransform.Evaluate ? ParameterParser.EvaluateParameters(cursor) : ParameterParser.Parameters(cursor);
        return target with { Transform = transform, Parameters = parameters };
    }
}
