using Gateway.Fhir.Outcomes;

namespace Gateway.Mapping.Language.Text;

/// <summary>Reads ConceptMaps inside a map: <c>conceptmap "#id" { prefix s = "url" … s:code == t:code … }</c>.</summary>
internal sealed class ConceptMapParser(MapCursor cursor)
{
    private readonly Dictionary<string, string> _prefixes = new(StringComparer.Ordinal);
    private readonly ConceptGroups _groups = new();

    public MapConceptMap? ConceptMap()
    {
        var place = cursor.Take().Place;
        var idPlace = cursor.Current.Place;
        var id = cursor.Text("The id of the ConceptMap");
        id = id.StartsWith('#') ? id[1..] : id;
        if (id.Length is 0 or > 64 || !id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.'))
            cursor.Faults.Add(FaultKind.Value, "An id has 1 to 64 letters, digits, hyphens and dots.", idPlace);
        cursor.Expect("{");
        while (!cursor.Is("}"))
        {
            if (cursor.IsAtEnd || cursor.IsAtGroup)
                throw cursor.Fault("A } is expected here.");
            Line();
        }

        cursor.Expect("}");
        cursor.TryTake(";");
        return new MapConceptMap(id) { Groups = _groups.ToList(), Place = place };
    }

    // A faulty line is passed over.
    private void Line()
    {
        var start = cursor.Current.Start;
        try
        {
            if (cursor.IsWord("prefix") && cursor.Lexer.Following != ':')
                Prefix();
            else if (cursor.IsWord("unmapped") && cursor.Lexer.Following != ':')
                Unmapped();
            else
                Row();
            cursor.TryTake(";");
        }
        catch (MapFaultException fault)
        {
            cursor.Report(fault);
            while (!cursor.IsAtEnd && !cursor.Is("}") && (cursor.Current.Start == start || !cursor.Current.IsFirstOnLine))
                cursor.Lexer.Advance();
        }
    }

    private void Prefix()
    {
        cursor.Take();
        var name = cursor.Name("A prefix");
        cursor.Expect("=");
        var place = cursor.Current.Place;
        var url = cursor.Text("The URL of a code system");
        _prefixes[name] = url.Any(c => c <= ' ') ? throw new MapFaultException(FaultKind.Value, "The URL of a code system has no spaces.", place) : url;
    }

    private void Unmapped()
    {
        cursor.Take();
        if (!cursor.TryTakeWord("for"))
            throw cursor.Unexpected("The word for is expected here.");
        var system = System();
        cursor.Expect("=");
        var start = cursor.Current;
        var mode = cursor.Take().Text;
        while (mode.Length < 20 && cursor.TryTake("-"))
            mode += "-" + cursor.Name("A word");
        if (!MapCodes.UnmappedModes.TryGet(mode, out var value))
            throw new MapFaultException(FaultKind.Value, $"One of {MapCodes.UnmappedModes.Codes} is expected here.", start.Place);
        _groups.SetUnmapped(system, new MapUnmapped(value, value == MapUnmappedMode.Provided ? null : cursor.Text("What takes the place of the code")));
    }

    private void Row()
    {
        var place = cursor.Current.Place;
        var system = System();
        var code = Code();
        if (cursor.Current.Kind != MapTokenKind.Symbol || !MapCodes.RelationSymbols.TryGet(cursor.Current.Text, out var relation))
            throw cursor.Unexpected($"One of {MapCodes.RelationSymbols.Codes} is expected here.");
        cursor.Take();

        // A code without a match needs no target; one on the next line is the next row's.
        var hasTarget = relation != MapConceptRelation.Unmatched || (cursor.Current is { IsName: true, IsFirstOnLine: false });
        var target = hasTarget ? System() : null;
        _groups.Add(system, target, new MapConceptRow(code, relation, hasTarget ? Code() : null) { Place = place });
    }

    private string System()
    {
        var place = cursor.Current.Place;
        return _prefixes.GetValueOrDefault(cursor.Name("A prefix")) ?? throw new MapFaultException(FaultKind.Value, "This prefix is not declared.", place);
    }

    private string Code()
    {
        if (!cursor.Is(":"))
            throw cursor.Unexpected("A : is expected here.");
        cursor.Lexer.AdvanceAsCode();
        var code = cursor.Current;
        if (code is not ({ Kind: MapTokenKind.Word } or { IsText: true }) || code.Text.Length == 0 || code.Text.Trim().Length < code.Text.Length)
            throw cursor.Unexpected("A code is expected here.");
        return cursor.Take().Text;
    }
}
