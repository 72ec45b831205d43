using Gateway.Fhir.Search.Queries;
using Gateway.Fhir.Terminology;
using Gateway.Fhir.Terminology.Expansion;
using Gateway.Fhir.Terminology.Systems;

namespace Gateway.Conformance;

/// <summary>What searches may ask of the loaded value sets and code systems. What is not loaded whole answers nothing, as a part would find too little, or with <c>:not-in</c> too much.</summary>
internal static class LoadedTerms
{
    public static SearchTerminology Of(TerminologySet loaded) => new()
    {
        Members = url => loaded.Expand(url) is { State: ExpansionState.Expanded, IsUnclosed: false } all ? [.. all.Concepts.Select(c => ((string?)c.System, c.Code))] : null,
        Below = (system, code) => Related(loaded, system, code, (s, at) => s.Descendants(at)),
        Above = (system, code) => Related(loaded, system, code, (s, at) => s.Ancestors(at)),
    };

    private static IReadOnlyCollection<string>? Related(TerminologySet loaded, string system, string code, Func<CodeSystem, int, IEnumerable<int>> related) =>
        loaded.FindSystem(system) is { IsComplete: true, IsHierarchyIsA: true } whole && whole.IndexOf(code) is >= 0 and var at
            ? [code, .. related(whole, at).Select(i => whole.Concepts[i].Code).Where(c => c != code)] : null;
}
