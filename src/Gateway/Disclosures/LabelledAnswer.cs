using Gateway.Access.Labels;
using Gateway.Fhir.Elements;

namespace Gateway.Disclosures;

/// <summary>
/// An answer with the labels of what is shown in it. A Bundle has none of its own: what stands in it is labelled one by one, so that what somebody must do with one resource is not said of others.
/// </summary>
internal static class LabelledAnswer
{
    /// <param name="answer">The resource, or the Bundle of resources.</param>
    /// <param name="labels">The labels of a resource by its place among those of the answer; null for what was not decided.</param>
    public static Element Of(Element answer, Func<Element, int, LabelSet?> labels)
    {
        var draft = answer.Edit();
        var count = 0;
        var isChanged = false;
        if (answer.Type.Name != "Bundle")
            Write(draft, answer);
        else
            foreach (var entry in answer["entry"])
                foreach (var resource in entry["resource"])
                    if (resource.Type.Name != "OperationOutcome")
                        Write(null, resource, entry);
        return isChanged ? draft.Build() : answer;

        void Write(ElementDraft? own, Element resource, Element entry = default)
        {
            if (labels(resource, count++) is not { } found)
                return;
            isChanged = true;
            ShownLabels.Write(own ?? draft.Edit(entry).Edit(resource), resource, found);
        }
    }
}
