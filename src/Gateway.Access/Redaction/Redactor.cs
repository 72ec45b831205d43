using Gateway.Fhir.Elements;
using Gateway.Fhir.Validation;

namespace Gateway.Access.Redaction;

/// <summary>Takes single elements out of resources, so that what they say is found nowhere else in them.</summary>
public static class Redactor
{
    /// <summary>
    /// The resource without those elements; null where what is left would mean something else or break the standard's rules. (1) What is taken out grows to what makes sense by itself: a code to its concept, a start to its
    /// period, an answer to its question; a dose, a modifier and what <c>meaning.txt</c> lists withhold the whole. (2) What says the same elsewhere goes too: the narrative, equal codes, words that hold those that were taken,
    /// notes where a code was taken. (3) Required elements become a data-absent-reason, and the resource is labelled REDACTED. Nothing taken out: the very element that was given.
    /// </summary>
    /// <param name="resource">The resource.</param>
    /// <param name="paths">FHIRPaths from the resource's type on: <c>Observation.note[1]</c>.</param>
    /// <exception cref="ArgumentException">A path is none.</exception>
    public static Projected? Without(Element resource, IReadOnlyList<string> paths)
    {
        if (paths.Count == 0)
            return new Projected(resource, []);
        var cuts = new Cuts(resource);
        var around = new List<Element>(8);
        foreach (var path in paths)
            RedactionPath.Find(resource, path, around, cuts.Take);
        if (cuts.IsEmpty)
            return new Projected(resource, []);
        if (!cuts.Follow())
            return null;
        var shown = cuts.Rebuild();
        return BaseRules.Errors(shown).Count == 0 ? new Projected(shown, paths) : null;
    }
}
