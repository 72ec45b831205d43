using System.Text.Json.Nodes;
using Gateway.Federation.Records;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;
using Gateway.Fhir.Outcomes;

namespace Gateway.Requests.Writes;

/// <summary>
/// The elements of a resource in which its source has references that were not told, because what they lead to was not read with it. Who brings such an element as it was shown, or as it is shown where all of it is told,
/// means what the source has there. Who leaves one out of which nothing was shown cannot have meant to delete it. Whatever else is brought in its place would lose what nobody saw.
/// </summary>
internal sealed class UntoldReferences
{
    private readonly Element _shown;
    private readonly Element _told;
    private readonly Element _original;
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string> _hidden = new(StringComparer.Ordinal);

    /// <param name="shown">The resource as it is shown.</param>
    /// <param name="original">The same as its source has it.</param>
    /// <param name="addressOf">The address here of what the source knows by an address (<c>MedicationRequest/1</c>), told or not; null where it has none.</param>
    public UntoldReferences(Element shown, Element original, Func<string, string?> addressOf)
    {
        (_shown, _original) = (shown, original);
        var untold = new Dictionary<Element, string?>();
        foreach (var name in original.Children.Select(c => c.Name).Distinct())
        {
            var (here, there) = (shown[name].SelectMany(References.Of).ToList(), original[name].SelectMany(References.Of).ToList());
            if (here.Count != there.Count)
                continue;
            var missing = here.Zip(there).Where(p => p.First.ChildText("reference") is null && p.Second.ChildText("reference") is not null).ToList();
            foreach (var (reference, own) in missing)
                untold[reference] = addressOf(own.ChildText("reference")!);
            if (missing.Count == 0)
                continue;
            _names.Add(name);
            if (original[name].All(e => missing.Exists(m => m.Second == e) && e.Children.All(c => c.Name == "reference")))
                _hidden.Add(name);
        }

        _told = untold.Count == 0 ? shown : Told(untold);
    }

    /// <summary>The resource with what was left out of it though nothing of it was shown.</summary>
    public Element Filled(Element content)
    {
        var left = _hidden.Where(n => !content[n].Any()).ToList();
        return left.Count == 0 ? content : With(content, left, _shown);
    }

    /// <summary>What is brought in place of such elements, and would lose what is there.</summary>
    public IReadOnlyList<Fault> Faults(Element content) =>
        [.. _names.Where(n => !IsSame(content, _shown, n) && !IsSame(content, _told, n))
            .Select(n => new Fault(FaultKind.NotSupported, "Its source has references here that are not told, and would be lost: the element is brought as it is shown, or changed there.", $"{content.Type.Name}.{n}", 0, 0))];

    /// <summary>The resource without these elements.</summary>
    public Element Without(Element resource) => _names.Count == 0 ? resource : With(resource, _names, default);

    /// <summary>The resource as its source is to have it, with these elements as they are there.</summary>
    public Element Restored(Element content) => _names.Count == 0 ? content : With(content, _names, _original);

    // The same where what the references lead to was read with it.
    private Element Told(Dictionary<Element, string?> untold)
    {
        var owns = _names.SelectMany(n => _shown[n].SelectMany(References.Of).Zip(_original[n].SelectMany(References.Of))).ToDictionary(p => p.First, p => p.Second);
        var draft = _shown.Edit();
        References.Edit(draft, _shown, (reference, edited) =>
        {
            if (untold.GetValueOrDefault(reference) is not { } address)
                return;
            var told = edited();
            if (!owns[reference]["display"].Any())
                told.Remove("display");
            told.AddText("reference", address);
        });
        return draft.Build();
    }

    private static Element With(Element resource, IEnumerable<string> names, Element other)
    {
        var draft = resource.Edit();
        foreach (var name in names)
        {
            draft.Remove(name);
            if (other.IsNone)
                continue;
            foreach (var part in other[name])
                draft.Put(part.Definition.JsonName, part);
        }

        return draft.Build();
    }

    private static bool IsSame(Element one, Element other, string name) =>
        one[name].Count() == other[name].Count() && one[name].Zip(other[name]).All(p => p.First.Definition.JsonName == p.Second.Definition.JsonName && JsonNode.DeepEquals(Node(p.First), Node(p.Second)));

    private static JsonNode? Node(Element element) => JsonNode.Parse(FhirJson.ToUtf8(element));
}
