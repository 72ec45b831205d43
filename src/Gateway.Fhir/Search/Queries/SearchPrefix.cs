namespace Gateway.Fhir.Search.Queries;

/// <summary>
/// How an ordered value compares (http://hl7.org/fhir/R4/search.html#prefix). With the searched range a..b and the stored range l..h:
/// eq: a ≤ l and h ≤ b; ne: not eq; gt: h &gt; b; lt: l &lt; a; ge: h ≥ a; le: l ≤ b; sa: l &gt; b; eb: h &lt; a; ap: l ≤ b and h ≥ a, for a..b widened.
/// </summary>
public enum SearchPrefix : byte
{
    Eq,
    Ne,
    Gt,
    Lt,
    Ge,
    Le,
    Sa,
    Eb,
    Ap,
}
