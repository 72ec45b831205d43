namespace Gateway.Fhir.Search.Matching;

/// <summary>The place of a match in the order of its search, so that the next page can start behind it whatever came or went meanwhile.</summary>
/// <param name="Keys">Its key for each rule of <c>_sort</c>.</param>
/// <param name="Type">Its type, the next thing that decides.</param>
/// <param name="Id">Its id, the last.</param>
public sealed record SearchPosition(IReadOnlyList<SortKey> Keys, string Type, string Id);
