using Gateway.Fhir.Search.Values;

namespace Gateway.Fhir.Search.Queries;

/// <summary>A date that is searched for (http://hl7.org/fhir/R4/search.html#date); <see cref="SearchPrefix"/> says how the ranges compare.</summary>
/// <param name="Low">The first tick of the date, as in <see cref="DateValue"/>; for ap moved back by a tenth of the time between then and now.</param>
/// <param name="High">The last tick; for ap moved on by as much.</param>
public sealed record DateTerm(SearchPrefix Prefix, long Low, long High) : SearchTerm
{
    public override bool Matches(IndexValue value) => value is DateValue date && Matches(date);

    internal bool Matches(DateValue date) => Prefix switch
    {
        SearchPrefix.Eq => date.Low >= Low && date.High <= High,
        SearchPrefix.Ne => date.Low < Low || date.High > High,
        SearchPrefix.Gt => date.High > High,
        SearchPrefix.Lt => date.Low < Low,
        SearchPrefix.Ge => date.High >= Low,
        SearchPrefix.Le => date.Low <= High,
        SearchPrefix.Sa => date.Low > High,
        SearchPrefix.Eb => date.High < Low,
        _ => date.Low <= High && date.High >= Low,
    };
}
