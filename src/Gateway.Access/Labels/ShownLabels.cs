using System.Collections.Concurrent;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;

namespace Gateway.Access.Labels;

/// <summary>Writes the labels of what is shown into it (HCS: assigned at use): one confidentiality and every sensitivity, beside the other labels that it bears.</summary>
public static class ShownLabels
{
    private const int MostKept = 1_000;
    private static readonly TypeDefinition s_coding = DefinitionSet.R4.FindType("Coding")!;
    private static readonly ConcurrentDictionary<Coded, Element> s_known = new();

    /// <summary>Writes them into a resource that is being edited.</summary>
    /// <param name="draft">The resource's draft.</param>
    /// <param name="resource">The resource that it was made from.</param>
    /// <param name="labels">Its labels.</param>
    public static void Write(ElementDraft draft, Element resource, LabelSet labels)
    {
        var given = resource["meta"].FirstOrDefault();
        var meta = given.IsNone ? draft.Add("meta") : draft.Edit(given);
        var there = new HashSet<Coded>();
        if (!given.IsNone)
            foreach (var label in given["security"])
            {
                if (Coded.Of(label) is not { } code)
                    continue;
                if (ConfidentialityCodes.Of(code) is null)
                    there.Add(code);
                else
                    meta.Remove(label);
            }

        meta.Put("security", CodingOf(new Coded(CodeSystems.Confidentiality, ConfidentialityCodes.CodeOf(labels.Rank))));
        foreach (var sensitivity in labels.Sensitivities)
            if (there.Add(sensitivity))
                meta.Put("security", CodingOf(sensitivity));
    }

    private static Element CodingOf(Coded code)
    {
        if (s_known.TryGetValue(code, out var known))
            return known;
        var draft = ElementDraft.New(s_coding);
        if (code.System is { Length: > 0 } system)
            draft.AddText("system", system);
        var made = draft.AddText("code", code.Code).Build();
        return s_known.Count < MostKept ? s_known.GetOrAdd(code, made) : made;
    }
}
