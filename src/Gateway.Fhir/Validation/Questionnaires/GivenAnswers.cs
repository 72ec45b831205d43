using Gateway.Fhir.Elements;

namespace Gateway.Fhir.Validation.Questionnaires;

/// <summary>Finds what a condition asks about (http://hl7.org/fhir/R4/questionnaire-definitions.html#Questionnaire.item.enableWhen.question): of several items with one linkId the nearest, above, then before, then after.</summary>
internal sealed class GivenAnswers
{
    private readonly Dictionary<string, List<GivenItem>> _byLink = new(StringComparer.Ordinal);

    public GivenAnswers(IEnumerable<GivenItem> all)
    {
        foreach (var item in all)
        {
            if (item.LinkId is not { } link)
                continue;
            if (!_byLink.TryGetValue(link, out var items))
                _byLink.Add(link, items = []);
            items.Add(item);
        }
    }

    /// <summary>The answers of the item of that linkId that is nearest to an item.</summary>
    public IReadOnlyList<Element> Nearest(string link, GivenItem from)
    {
        if (!_byLink.TryGetValue(link, out var items))
            return [];

        // They are in the order of the response: that which shares most of the way to the root is the last before, or the first after.
        var next = UpperBound(items, from.End);
        var before = next > 0 ? items[next - 1] : null;
        var after = next < items.Count ? items[next] : null;
        var nearest = before is null || (after is not null && Shared(after, from) > Shared(before, from)) ? after! : before;
        return [.. nearest.Values];
    }

    private static int UpperBound(List<GivenItem> items, int order)
    {
        var (low, high) = (0, items.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (items[middle].Order <= order)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    // The depth of the innermost item that both lie in.
    private static int Shared(GivenItem one, GivenItem other)
    {
        while (one != other)
        {
            if (one.Depth >= other.Depth)
                one = one.Holder!;
            else
                other = other.Holder!;
        }

        return one.Depth;
    }
}
