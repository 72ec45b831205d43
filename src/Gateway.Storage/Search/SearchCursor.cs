namespace Gateway.Storage.Search;

/// <summary>Where a page of a search ended: the keys of its last match. The page after it holds what comes behind, also when something was written meanwhile.</summary>
/// <param name="Keys">The sort keys (text, whole number or double), null for one without a value.</param>
/// <param name="Type">The last match's type.</param>
/// <param name="Id">Its id.</param>
public sealed record SearchCursor(IReadOnlyList<object?> Keys, string Type, string Id);
