using Gateway.Fhir.Terminology.Maps;

namespace Gateway.Mapping.Compilation;

/// <summary>A ConceptMap as maps ask it: for the one thing that a code becomes, with a note of the row that said so.</summary>
internal sealed class ConceptTable
{
    private readonly Func<string, ConceptMap?> _others;

    public ConceptTable(ConceptMap map)
    {
        Map = map;
        _others = url => Others(url)?.Map;
    }

    public ConceptMap Map { get; }

    public string Url => Map.Url;

    /// <summary>How another ConceptMap is found, which an <c>unmapped</c> of mode other-map names.</summary>
    public Func<string, ConceptTable?> Others { get; set; } = static _ => null;

    /// <summary>As <see cref="ConceptMap.TryTranslate"/>.</summary>
    public bool TryTranslate(string? system, string code, MapRecorder? recorder, out ConceptTarget? target) =>
        Map.TryTranslate(system, code, _others, recorder is null ? null : recorder.Translated, out target);
}
