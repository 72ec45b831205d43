using Gateway.Fhir.Terminology.Systems;

namespace Gateway.Fhir.Terminology.ValueSets;

/// <summary>The codes of one system that a part of a value set takes.</summary>
internal abstract class ConceptSelection
{
    public abstract Membership Has(string code);

    /// <summary>The codes in their order; null where they cannot be listed.</summary>
    public abstract IEnumerable<ListedConcept>? All { get; }

    /// <summary>True where the codes have no end, so that they cannot be listed whatever is loaded.</summary>
    public virtual bool IsEndless => false;

    /// <summary>Codes that the value set names.</summary>
    internal sealed class Listed(IReadOnlyDictionary<string, ListedConcept> byCode, IReadOnlyList<ListedConcept> concepts) : ConceptSelection
    {
        public override Membership Has(string code) => byCode.ContainsKey(code) ? Membership.Yes : Membership.No;

        public override IEnumerable<ListedConcept> All => concepts;
    }

    /// <summary>Concepts of a loaded system: all, or those that filters took. What a partial system does not have is unknown.</summary>
    internal sealed class OfSystem(CodeSystem system, bool[]? taken) : ConceptSelection
    {
        public override Membership Has(string code) => system.IndexOf(code) is >= 0 and var index
            ? taken is null || taken[index] ? Membership.Yes : Membership.No
            : system.IsComplete ? Membership.No : Membership.Unknown;

        public override IEnumerable<ListedConcept>? All => system.IsComplete || system.Concepts.Count > 0
            ? system.Concepts.Where((_, i) => taken is null || taken[i]).Select(c => new ListedConcept(c.Code, c.Display))
            : null;
    }

    /// <summary>The codes of a system that has a grammar in place of a list.</summary>
    internal sealed class OfGrammar(Func<string, Membership> isWellFormed) : ConceptSelection
    {
        public override Membership Has(string code) => isWellFormed(code);

        public override IEnumerable<ListedConcept>? All => null;

        public override bool IsEndless => true;
    }

    /// <summary>The system, or what a filter asks of it, is not known here.</summary>
    internal sealed class NotKnown : ConceptSelection
    {
        public override Membership Has(string code) => Membership.Unknown;

        public override IEnumerable<ListedConcept>? All => null;
    }
}
