namespace Gateway.Mapping.Language.Text;

/// <summary>Reads groups.</summary>
internal static class GroupParser
{
    /// <summary>Takes a group; null when its head is faulty. Its rules are read all the same, for their faults.</summary>
    public static MapGroup? Group(MapCursor cursor)
    {
        var from = cursor.Faults.Count;
        var group = new MapGroup("") { Inputs = [], Place = cursor.Current.Place, Documentation = cursor.Lexer.Leading };
        var isSound = true;
        cursor.Take();
        try
        {
            group = group with { Name = cursor.Name("The name of the group") };
            group = Head(cursor, group);
        }
        catch (MapFaultException fault)
        {
            cursor.Report(fault);
            cursor.Faults.Locate(from, group.Name);
            isSound = false;
            while (!cursor.IsAtEnd && !cursor.IsAtGroup && !cursor.Is("{"))
                cursor.Lexer.Advance();
        }

        from = cursor.Faults.Count;
        if (cursor.Is("{"))
            group = group with { Rules = new RuleParser(cursor, group.Name).Rules() };
        else if (isSound)
            cursor.Report(cursor.Unexpected("A { is expected here."));
        cursor.Faults.Locate(from, group.Name);
        cursor.TryTake(";");
        return isSound ? group : null;
    }

    private static MapGroup Head(MapCursor cursor, MapGroup group)
    {
        var inputs = new List<MapInput>();
        cursor.Expect("(");
        do
            inputs.Add(Input(cursor));
        while (cursor.TryTake(","));
        cursor.Expect(")");
        group = group with { Inputs = [.. inputs] };
        if (cursor.TryTakeWord("extends"))
            group = group with { Extends = cursor.Name("The name of a group") };
        return cursor.TryTake("<<") ? group with { TypeMode = TypeMode(cursor) } : group;
    }

    private static MapInput Input(MapCursor cursor)
    {
        var place = cursor.Current.Place;
        var mode = cursor.Code(MapCodes.InputModes);
        var name = cursor.Name("The name of an input");
        var type = cursor.TryTake(":") ? cursor.Path("The name of a type") : null;
        return new MapInput(name, type, mode) { Place = place };
    }

    // R4 and R5 write types and type+; the code of the resource is taken too.
    private static MapTypeMode TypeMode(MapCursor cursor)
    {
        var start = cursor.Current;
        var words = "";
        while (words.Length < 20 && (cursor.Current.Kind == MapTokenKind.Word || cursor.Is("+") || cursor.Is("-")))
            words += cursor.Take().Text;
        MapTypeMode? mode = words switch
        {
            "types" => MapTypeMode.Types,
            "type+" or "type-and-types" => MapTypeMode.TypeAndTypes,
            _ => null,
        };
        if (mode is null)
            throw new MapFaultException(Fhir.Outcomes.FaultKind.Structure, "A group is for types or type+.", start.Place);
        cursor.Expect(">>");
        return mode.Value;
    }
}
