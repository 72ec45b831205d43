using Gateway.Fhir.Terminology.Maps;

namespace Gateway.Medication;

/// <summary>Finds the ingredient of a medicine: by its code in the ConceptMap <c>medicine-ingredient</c>, else by its name.</summary>
internal sealed class IngredientIndex
{
    public const string ConceptMap = "https://health-justice.example/fhir/ConceptMap/medicine-ingredient";

    private readonly Dictionary<string, ConceptTarget> _byCode;

    private IngredientIndex(Dictionary<string, ConceptTarget> byCode) => _byCode = byCode;

    /// <summary>The index of a catalogue's rows; those of other ConceptMaps are passed over.</summary>
    public static IngredientIndex Of(IEnumerable<ConceptRow> rows) => new(
        rows.Where(r => r.ConceptMap == ConceptMap && r.Target is not null).ToDictionary(r => r.Code, r => r.Target!, StringComparer.Ordinal));

    /// <summary>The ingredient of the first code that is known, else of the name; null when there is neither.</summary>
    public Ingredient? Find(IEnumerable<string> codes, string? name)
    {
        foreach (var code in codes)
            if (_byCode.TryGetValue(code, out var target) && target.Display is { } display)
                return new Ingredient(MedicineName.Normalise(display), display, target.Code);
        if (name is null)
            return null;
        var key = MedicineName.Normalise(name);
        return new Ingredient(key, $"{char.ToUpperInvariant(key[0])}{key[1..]}", null);
    }
}
