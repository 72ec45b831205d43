using Gateway.Fhir.Outcomes;

namespace Gateway.Mapping.Language.Text;

/// <summary>
/// Reads maps as R4 and R5 write them (http://hl7.org/fhir/R4/mapping-language.html, http://hl7.org/fhir/R5/mapping-language.html).
/// The declarations before the groups may come in any order.
/// </summary>
internal sealed class MapParser(MapCursor cursor)
{
    private static readonly string[] s_starts = ["map", "conceptmap", "uses", "imports", "let"];
    private readonly MapHeader _header = new();
    private readonly List<MapConceptMap> _conceptMaps = [];
    private readonly List<MapStructure> _structures = [];
    private readonly List<string> _imports = [];
    private readonly List<MapConstant> _constants = [];
    private readonly List<MapGroup> _groups = [];
    private bool _hasGroup;

    public MapReading Read()
    {
        while (!cursor.IsAtEnd)
        {
            var start = cursor.Current.Start;
            try
            {
                Declaration();
            }
            catch (MapFaultException fault)
            {
                cursor.Report(fault);
                PassOver(start);
            }
        }

        if (!_hasGroup)
            cursor.Report(cursor.Fault("The map has no group."));
        var header = _header.Check(cursor.Faults);
        return cursor.Faults.Any ? new MapReading(null, cursor.Faults.ToList()) : new MapReading(header! with
        {
            ConceptMaps = [.. _conceptMaps],
            Structures = [.. _structures],
            Imports = [.. _imports],
            Constants = [.. _constants],
            Groups = [.. _groups],
        }, []);
    }

    private void Declaration()
    {
        var place = cursor.Current.Place;
        switch (cursor.Current)
        {
            case { Kind: MapTokenKind.Property }:
                _header.Property(cursor);
                break;
            case { Kind: MapTokenKind.Word, Text: "map" }:
                _header.Map(cursor);
                break;
            case { Kind: MapTokenKind.Word, Text: "conceptmap" }:
                if (new ConceptMapParser(cursor).ConceptMap() is { } conceptMap)
                    _conceptMaps.Add(conceptMap);
                break;
            case { Kind: MapTokenKind.Word, Text: "uses" }:
                _structures.Add(Structure(place));
                break;
            case { Kind: MapTokenKind.Word, Text: "imports" }:
                cursor.Take();
                _imports.Add(cursor.Url("The URL of a map"));
                cursor.TryTake(";");
                break;
            case { Kind: MapTokenKind.Word, Text: "let" }:
                _constants.Add(Constant(place));
                break;
            case { Kind: MapTokenKind.Word, Text: "group" }:
                cursor.Lexer.TakesProperties = false;
                _hasGroup = true;
                if (GroupParser.Group(cursor) is { } group)
                    _groups.Add(group);
                break;
            default:
                throw cursor.Unexpected("One of map, conceptmap, uses, imports, let and group is expected here.");
        }
    }

    private MapStructure Structure(MapPlace place)
    {
        cursor.Take();
        var url = cursor.Url("The URL of a structure");
        var alias = cursor.TryTakeWord("alias") ? cursor.Name("An alias") : null;
        if (!cursor.TryTakeWord("as"))
            throw cursor.Unexpected("The word as is expected here.");
        var mode = cursor.Code(MapCodes.StructureModes);
        var documentation = cursor.Lexer.Trailing;
        if (cursor.TryTake(";"))
            documentation = cursor.Lexer.Trailing;
        return new MapStructure(url, mode) { Alias = alias, Documentation = documentation, Place = place };
    }

    private MapConstant Constant(MapPlace place)
    {
        cursor.Take();
        var name = cursor.Name("The name of a constant");
        cursor.Expect("=");
        var value = cursor.Expression();
        cursor.Expect(";");
        return new MapConstant(name, value) { Place = place };
    }

    // To the next declaration that starts a line, or behind the next ;.
    private void PassOver(int start)
    {
        while (!cursor.IsAtEnd && !cursor.IsAtGroup)
        {
            if (cursor.TryTake(";"))
                return;
            if (cursor.Current.Start > start && cursor.Current.IsFirstOnLine
                && (cursor.Current.Kind == MapTokenKind.Property || (cursor.Current.Kind == MapTokenKind.Word && s_starts.Contains(cursor.Current.Text))))
                return;
            cursor.Lexer.Advance();
        }
    }
}
