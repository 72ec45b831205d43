namespace Gateway.Matching;

/// <summary>What all parts of two records say together.</summary>
/// <param name="Grade">The grade.</param>
/// <param name="Score">The likelihood from 0 to 1; 1 is for certain matches alone.</param>
/// <param name="Evidence">What it was made of.</param>
internal sealed record MatchScore(MatchGrade Grade, decimal Score, IReadOnlyList<MatchEvidence> Evidence);
