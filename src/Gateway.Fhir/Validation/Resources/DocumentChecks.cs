using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Validation.Base;
using Gateway.Fhir.Validation.References;

namespace Gateway.Fhir.Validation.Resources;

/// <summary>
/// What is asked of documents and messages (http://hl7.org/fhir/R4/documents.html#content): what their head refers to is in the Bundle, once, and nothing
/// is in it that the head does not lead to.
/// </summary>
internal static class DocumentChecks
{
    public static void Check(Element bundle, string type, ValidationRun run, Findings findings)
    {
        var resources = bundle["entry"].Select(e => e["resource"].FirstOrDefault()).ToArray();
        if (resources.Length == 0 || resources[0].IsNone)
            return;
        var head = resources[0];
        var index = run.Targets.Index(bundle);
        if (type == "document" && head.Type.Name == "Composition")
        {
            foreach (var reference in References(head))
                CheckReference(reference, bundle, head, index, findings);
            CheckReach(bundle, resources, index, findings);
        }
        else if (type == "message" && head.Type.Name == "MessageHeader")
        {
            foreach (var focus in head["focus"])
                CheckReference(focus, bundle, head, index, findings);
        }
    }

    private static void CheckReference(Element reference, Element bundle, Element head, BundleIndex index, Findings findings)
    {
        if (reference.ChildText("reference") is not { } url || url.StartsWith('#'))
            return;
        var found = index.ByAddress(url, head);
        if (found.Count > 1)
            findings.Error(FaultKind.BusinessRule, "bundle-reference", "The reference leads to several resources of the Bundle.", reference, bundle);
        else if (found.Count == 0)
            findings.Error(FaultKind.NotFound, "bundle-reference", $"What the reference leads to is not in the Bundle{(index.ById(url).Count > 0 ? " at that address" : "")}.", reference, bundle);
    }

    private static void CheckReach(Element bundle, Element[] resources, BundleIndex index, Findings findings)
    {
        var reached = Reached(resources, index);
        var number = 0;
        foreach (var entry in bundle["entry"])
        {
            findings.Trail?.Enter(entry.Definition, number);
            if (!resources[number].IsNone && !reached.Contains(number))
                findings.Error(FaultKind.BusinessRule, "document-reach", "No reference leads from the Composition to the entry, nor from it there.", entry);
            findings.Trail?.Leave();
            number++;
        }
    }

    // By number, from the first along references in both directions.
    private static HashSet<int> Reached(Element[] resources, BundleIndex index)
    {
        var numbers = new Dictionary<Element, int>();
        for (var i = 0; i < resources.Length; i++)
            if (!resources[i].IsNone)
                numbers[resources[i]] = i;
        var links = resources.Select(_ => new HashSet<int>()).ToArray();
        foreach (var (resource, number) in numbers)
            foreach (var target in References(resource).SelectMany(r => index.FindAll(r.ChildText("reference") ?? "#", resource)))
                if (links[number].Add(numbers[target]))
                    links[numbers[target]].Add(number);
        var reached = new HashSet<int> { 0 };
        var open = new Queue<int>([0]);
        while (open.TryDequeue(out var at))
            foreach (var next in links[at])
                if (reached.Add(next))
                    open.Enqueue(next);
        return reached;
    }

    private static IEnumerable<Element> References(Element element)
    {
        foreach (var child in element.Children)
        {
            if (child.Type.Name == "Reference")
                yield return child;
            else if (!child.Type.IsPrimitive)
                foreach (var inner in References(child))
                    yield return inner;
        }
    }
}
