using Gateway.Fhir.Search.Queries;
using Gateway.Fhir.Search.Values;

namespace Gateway.Fhir.Search.Matching;

/// <summary>Where a resource stands by one rule of <c>_sort</c>: a text, a time in ticks, or a number; the rule's parameter says which. <see cref="SearchSort"/> has the rules.</summary>
public readonly record struct SortKey(bool IsMissing, string? Text = null, long Ticks = 0, double Number = 0)
{
    /// <summary>The key of a resource: its first value in the order of the rule.</summary>
    internal static SortKey Of(SearchSort sort, IndexValue[]? values)
    {
        var first = new SortKey(true);
        if (values is not null)
            foreach (var value in values)
                if (Of(value, sort.IsDescending) is { IsMissing: false } key && Compare(key, first, sort.IsDescending) < 0)
                    first = key;
        return first;
    }

    /// <summary>Below, at or above 0; what is missing comes last in both directions.</summary>
    internal static int Compare(in SortKey left, in SortKey right, bool isDescending)
    {
        if (left.IsMissing || right.IsMissing)
            return left.IsMissing.CompareTo(right.IsMissing);
        var order = left.Text is not null ? CodePointOrder.Instance.Compare(left.Text, right.Text)
            : left.Ticks != right.Ticks ? left.Ticks.CompareTo(right.Ticks) : left.Number.CompareTo(right.Number);
        return isDescending ? -order : order;
    }

    private static SortKey Of(IndexValue value, bool isHigh) => value switch
    {
        TokenValue { Key: { } key } => new SortKey(false, key),
        StringValue text => new SortKey(false, text.Folded),
        UriValue uri => new SortKey(false, uri.Value),
        ReferenceValue { Url: { } url } => new SortKey(false, url),
        ReferenceValue { Type: { } type, Id: { } id } => new SortKey(false, $"{type}/{id}"),
        DateValue date => new SortKey(false, null, isHigh ? date.High : date.Low),
        NumberValue number => new SortKey(false, null, 0, (double)(isHigh ? number.High : number.Low)),
        QuantityValue { Canonical: { } canonical } => new SortKey(false, null, 0, isHigh ? canonical.High : canonical.Low),
        QuantityValue quantity => new SortKey(false, null, 0, (double)(isHigh ? quantity.High : quantity.Low)),
        _ => new SortKey(true),
    };
}
