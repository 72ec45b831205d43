using Gateway.Fhir.Search;
using Gateway.Fhir.Search.Parameters;

namespace Gateway.Federation;

/// <summary>
/// By which references the resources of a type are a person's: R4's Patient compartment (http://hl7.org/fhir/R4/compartmentdefinition-patient.html), and beyond it what names a patient all
/// the same (Task, Device). Types that are not here are nobody's own.
/// </summary>
internal sealed class PersonTypes
{
    public const string Patient = "Patient";

    public PersonTypes(SearchContext context)
    {
        var codes = Compartments.Of(Patient)!.ToDictionary(c => c.Key, c => c.Value, StringComparer.Ordinal);
        foreach (var type in context.Parameters.Definitions.Names.Where(t => context.Parameters.HasType(t) && !codes.ContainsKey(t)))
            if (context.Parameters.Find(type, "patient") is { Type: SearchParameterType.Reference })
                codes[type] = ["patient"];
        Codes = codes;
        Dates = codes.Keys.SelectMany(t => context.Parameters.Of(t)).Where(p => p.Type == SearchParameterType.Date).Select(p => p.Code).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The codes of the reference parameters, by type.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Codes { get; }

    /// <summary>The codes of the parameters of those types that are dates.</summary>
    public IReadOnlySet<string> Dates { get; }

    /// <summary>True for a type whose resources are somebody's.</summary>
    public bool Has(string type) => Codes.ContainsKey(type);
}
