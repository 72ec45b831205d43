using Gateway.Fhir.Search.Values;

namespace Gateway.Fhir.Search.Queries;

/// <summary>
/// A number that is searched for (http://hl7.org/fhir/R4/search.html#number). eq and ne ask whether the stored range lies in <see cref="Low"/>..<see cref="High"/>,
/// the upper end excluded; ap whether it meets that range, ends included; all others compare with the <see cref="Number"/> itself, as if it were written with endless precision.
/// </summary>
/// <param name="Low">For eq and ne half a unit of the last digit below the number (100: 99.5; 1e2: 95); for ap a tenth of it below.</param>
/// <param name="High">As much above it.</param>
public sealed record NumberTerm(SearchPrefix Prefix, decimal Number, decimal Low, decimal High) : SearchTerm
{
    public override bool Matches(IndexValue value) => value is NumberValue number && Matches(number.Low, number.High);

    internal bool Matches(decimal low, decimal high) => Prefix switch
    {
        SearchPrefix.Eq => low >= Low && high < High,
        SearchPrefix.Ne => low < Low || high >= High,
        SearchPrefix.Gt => high > Number,
        SearchPrefix.Lt => low < Number,
        SearchPrefix.Ge => high >= Number,
        SearchPrefix.Le => low <= Number,
        SearchPrefix.Sa => low > Number,
        SearchPrefix.Eb => high < Number,
        _ => low <= High && high >= Low,
    };
}
