namespace Gateway.Fhir.Terminology.Questions;

/// <summary>What is loaded, and what a terminology server has said of the rest. Immutable.</summary>
public sealed class AnsweredTerminology(ITerminology loaded) : ITerminology
{
    public IReadOnlyDictionary<MemberQuestion, Membership> Members { get; init; } = new Dictionary<MemberQuestion, Membership>();

    public IReadOnlyDictionary<ConceptQuestion, ConceptFinding> Concepts { get; init; } = new Dictionary<ConceptQuestion, ConceptFinding>();

    public IReadOnlyDictionary<SubsumptionQuestion, bool> Subsumptions { get; init; } = new Dictionary<SubsumptionQuestion, bool>();

    /// <summary>The questions that stay open because the server did not answer them. What it answered with "unknown" is not among them.</summary>
    public IReadOnlyCollection<TerminologyQuestion> Unanswered { get; init; } = [];

    public Membership IsMember(string valueSet, CodedValue code) =>
        Members.TryGetValue(new MemberQuestion(valueSet, code), out var told) ? told : loaded.IsMember(valueSet, code);

    public ConceptFinding Find(CodedValue code) => Concepts.TryGetValue(new ConceptQuestion(code), out var told) ? told : loaded.Find(code);

    public bool? Subsumes(string system, string above, string below) =>
        Subsumptions.TryGetValue(new SubsumptionQuestion(system, above, below), out var told) ? told : loaded.Subsumes(system, above, below);
}
