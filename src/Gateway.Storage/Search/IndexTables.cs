using Gateway.Fhir.Search.Parameters;

namespace Gateway.Storage.Search;

/// <summary>The table in which the values of a type of parameter lie.</summary>
internal static class IndexTables
{
    public static IReadOnlyList<string> All { get; } = ["search_token", "search_string", "search_date", "search_number", "search_quantity", "search_reference", "search_uri"];

    public static string Of(SearchParameterType type) => type switch
    {
        SearchParameterType.Token => "search_token",
        SearchParameterType.String => "search_string",
        SearchParameterType.Date => "search_date",
        SearchParameterType.Number => "search_number",
        SearchParameterType.Quantity => "search_quantity",
        SearchParameterType.Reference => "search_reference",
        SearchParameterType.Uri => "search_uri",
        _ => throw new InvalidOperationException($"No table holds values of type {type}."),
    };
}
