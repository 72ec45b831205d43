using System.Collections.Frozen;

namespace Gateway.Fhir.Search.Parameters;

/// <summary>R4's compartments (http://hl7.org/fhir/R4/compartmentdefinition.html): what belongs to a patient, an encounter, a practitioner, a related person or a device.</summary>
public static class Compartments
{
    // "Patient Observation subject performer", one line a type, taken from the CompartmentDefinitions of hl7.fhir.r4.examples; their {def} is _id here.
    private static readonly Lazy<FrozenDictionary<string, IReadOnlyDictionary<string, IReadOnlyList<string>>>> s_all = new(Read);

    /// <summary>
    /// The codes of the reference parameters by which resources belong to the compartment, by resource type; <c>_id</c> stands for the resource itself. Null when
    /// resources of that type have no compartment.
    /// </summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>>? Of(string type) => s_all.Value.GetValueOrDefault(type);

    private static FrozenDictionary<string, IReadOnlyDictionary<string, IReadOnlyList<string>>> Read()
    {
        using var reader = new StreamReader(typeof(Compartments).Assembly.GetManifestResourceStream("compartments.txt")!);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(' ')).GroupBy(l => l[0])
            .ToFrozenDictionary(g => g.Key, IReadOnlyDictionary<string, IReadOnlyList<string>> (g) => g.ToFrozenDictionary(l => l[1], IReadOnlyList<string> (l) => l[2..]));
    }
}
