using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;
using Gateway.Fhir.Outcomes;

namespace Gateway.Fhir.Patches;

/// <summary>A patch must leave no narrative that tells of the resource as it was (http://hl7.org/fhir/R4/http.html#patch).</summary>
public static class PatchedNarrative
{
    /// <summary>
    /// The patched resource, without its narrative where that was made of data that the patch changed. One that says more than the data cannot be left out, so that the patch is
    /// refused unless it changes the narrative too.
    /// </summary>
    public static ReadResult Settle(Element before, Element after)
    {
        var (then, now) = (before["text"].FirstOrNone(), after["text"].FirstOrNone());
        if (now.IsNone || then.IsNone || !IsSame(then, now) || now.ChildText("status") == "empty" || IsSame(Data(before), Data(after)))
            return new ReadResult(after, []);
        if (now.ChildText("status") == "additional")
            return ReadResult.Refused(new Fault(FaultKind.BusinessRule, "The narrative says more than the data does, and would tell of it as it was: the patch must change the narrative too.", $"{after.Type.Name}.text", 0, 0));
        var draft = after.Edit();
        draft.Remove("text");
        return new ReadResult(draft.Build(), []);
    }

    private static Element Data(Element resource)
    {
        var draft = resource.Edit();
        draft.Remove("text");
        draft.Remove("meta");
        return draft.Build();
    }

    private static bool IsSame(Element left, Element right) => FhirJson.ToUtf8(left).AsSpan().SequenceEqual(FhirJson.ToUtf8(right));
}
