using Gateway.Fhir.Search.Values;

namespace Gateway.Fhir.Search.Queries;

/// <summary>The numbers of a <see cref="QuantityTerm"/> in UCUM base units; the prefixes compare as in <see cref="NumberTerm"/>.</summary>
public sealed record CanonicalTerm(SearchPrefix Prefix, double Number, double Low, double High, string Unit)
{
    public bool Matches(CanonicalRange range) => range.Unit == Unit && Prefix switch
    {
        SearchPrefix.Eq => range.Low >= Low && range.High < High,
        SearchPrefix.Ne => range.Low < Low || range.High >= High,
        SearchPrefix.Gt => range.High > Number,
        SearchPrefix.Lt => range.Low < Number,
        SearchPrefix.Ge => range.High >= Number,
        SearchPrefix.Le => range.Low <= Number,
        SearchPrefix.Sa => range.Low > Number,
        SearchPrefix.Eb => range.High < Number,
        _ => range.Low <= High && range.High >= Low,
    };
}
