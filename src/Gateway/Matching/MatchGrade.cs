namespace Gateway.Matching;

/// <summary>How likely two records are one person's, in the codes of http://hl7.org/fhir/ValueSet/match-grade.</summary>
internal enum MatchGrade
{
    CertainlyNot,
    Possible,
    Probable,
    Certain,
}
