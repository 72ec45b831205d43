using Gateway.Fhir.Outcomes;

namespace Gateway.Mapping.Language.Text;

/// <summary>What a map says of itself: R4's <c>map "url" = "name"</c>, R5's <c>/// url = "…"</c>.</summary>
internal sealed class MapHeader
{
    private readonly List<MapProperty> _properties = [];
    private (string Text, MapPlace Place)? _url;
    private string? _name;
    private string? _title;
    private string? _description;
    private string _status = "draft";

    public void Map(MapCursor cursor)
    {
        cursor.Take();
        var place = cursor.Current.Place;
        _url = (cursor.Url("The URL of the map"), place);
        cursor.Expect("=");
        _name = cursor.Current.Kind == MapTokenKind.String ? cursor.Text("The name of the map") : cursor.Name("The name of the map");
        cursor.TryTake(";");
    }

    public void Property(MapCursor cursor)
    {
        var start = cursor.Take();
        cursor.Expect("=");
        var place = cursor.Current.Place;
        var value = Value(cursor);
        switch (start.Text)
        {
            case "url":
                _url = value is null ? null : (value, place);
                break;
            case "name":
                _name = value;
                break;
            case "title":
                _title = value;
                break;
            case "description":
                _description = value;
                break;
            case "status":
                _status = value is null or "draft" or "active" or "retired" or "unknown" ? value ?? "draft"
                    : throw new MapFaultException(FaultKind.Value, "The status is one of draft, active, retired, unknown.", place);
                break;
            default:
                _properties.Add(new MapProperty(start.Text, value) { Place = start.Place });
                break;
        }
    }

    /// <summary>The map so far; null, with faults, when it has no URL or name.</summary>
    public MapDefinition? Check(MapFaults faults)
    {
        var (url, place) = _url ?? ("", new MapPlace(1, 1));
        if (_url is null)
            faults.Add(FaultKind.Structure, "The map has no URL.", place);
        else if (url.Length == 0 || url.Any(c => c <= ' '))
            faults.Add(FaultKind.Value, "The URL of the map has no spaces and is not empty.", place);
        if (string.IsNullOrEmpty(_name))
            faults.Add(FaultKind.Structure, "The map has no name.", place);
        return faults.Any ? null : new MapDefinition
        {
            Url = url,
            Name = _name!,
            Title = Given(_title),
            Status = _status,
            Description = Given(_description),
            Properties = PropertyPath.Sorted(_properties),
            Groups = [],
        };
    }

    private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;

    // Nothing behind the = takes away what an inherited map says.
    private static string? Value(MapCursor cursor)
    {
        if (cursor.Current.IsFirstOnLine || cursor.IsAtEnd)
            return null;
        if (cursor.Current.Kind == MapTokenKind.Word && cursor.Current.Text is "true" or "false")
            return cursor.Take().Text;
        return ParameterParser.TryLiteral(cursor) switch
        {
            null => throw cursor.Unexpected("A value is expected here."),
            MapString text => text.Value,
            MapMoment moment => moment.Text,
            var literal => MapWords.Of(literal),
        };
    }
}
