using Gateway.Fhir.Elements;

namespace Gateway.Fhir.Validation.Questionnaires;

/// <summary>An item of a response, with what lies in it.</summary>
internal sealed class GivenItem
{
    private GivenItem(Element element, GivenItem? holder, int order) => (Element, Holder, Order, Depth) = (element, holder, order, holder is null ? 0 : holder.Depth + 1);

    public Element Element { get; }

    /// <summary>The item around it, be it in an answer or not; null for the response itself.</summary>
    public GivenItem? Holder { get; }

    public string? LinkId { get; private set; }

    /// <summary>Where it comes in the response, and where the last that lies in it comes.</summary>
    public int Order { get; }
    public int End { get; private set; }
    public int Depth { get; }

    /// <summary>Its answers, each with the items in it.</summary>
    public IReadOnlyList<(Element Answer, IReadOnlyList<GivenItem> Items)> Answers { get; private set; } = [];

    /// <summary>The items that lie in it directly.</summary>
    public IReadOnlyList<GivenItem> Items { get; private set; } = [];

    /// <summary>The values of its answers.</summary>
    public IEnumerable<Element> Values => Answers.Select(a => a.Answer["value"].FirstOrNone()).Where(v => !v.IsNone);

    /// <summary>A response with all that lies in it.</summary>
    /// <param name="response">The response.</param>
    /// <param name="all">Takes every item, in their order.</param>
    public static GivenItem Of(Element response, List<GivenItem> all)
    {
        var root = new GivenItem(response, null, -1);
        root.Fill(all);
        return root;
    }

    private void Fill(List<GivenItem> all)
    {
        LinkId = Element.ChildText("linkId");
        Items = Inner(Element, all);
        Answers = [.. Element["answer"].Select(a => (a, (IReadOnlyList<GivenItem>)Inner(a, all)))];
        End = all.Count - 1;
    }

    private GivenItem[] Inner(Element holder, List<GivenItem> all)
    {
        List<GivenItem>? items = null;
        foreach (var element in holder["item"])
        {
            var item = new GivenItem(element, this, all.Count);
            all.Add(item);
            item.Fill(all);
            (items ??= []).Add(item);
        }

        return items is null ? [] : [.. items];
    }
}
