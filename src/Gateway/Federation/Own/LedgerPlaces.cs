using Gateway.Fhir.Search.Matching;
using Gateway.Fhir.Search.Parameters;
using Gateway.Fhir.Search.Queries;
using Gateway.Storage.Search;

namespace Gateway.Federation.Own;

/// <summary>The place of a match in an order, as the kernel tells it and as the database does.</summary>
internal static class LedgerPlaces
{
    public static SearchCursor Of(SearchQuery query, SearchPosition place) => new([.. place.Keys.Select((k, i) => Key(k, query.Sort[i].Parameter.Type))], place.Type, place.Id);

    public static SearchPosition Of(SearchQuery query, SearchCursor place) => new([.. place.Keys.Select((k, i) => Key(k, query.Sort[i].Parameter.Type))], place.Type, place.Id);

    private static object? Key(SortKey key, SearchParameterType type) => key.IsMissing ? null : type switch
    {
        SearchParameterType.Date => key.Ticks,
        SearchParameterType.Number or SearchParameterType.Quantity => key.Number,
        _ => key.Text,
    };

    private static SortKey Key(object? value, SearchParameterType type) => value is null ? new SortKey(true) : type switch
    {
        SearchParameterType.Date => new SortKey(false, null, Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture)),
        SearchParameterType.Number or SearchParameterType.Quantity => new SortKey(false, null, 0, Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture)),
        _ => new SortKey(false, (string)value),
    };
}
