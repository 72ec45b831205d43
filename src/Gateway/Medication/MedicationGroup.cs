namespace Gateway.Medication;

/// <summary>What all sources say of one medicine.</summary>
internal sealed record MedicationGroup(Ingredient Ingredient, IReadOnlyList<MedicationFact> Facts, IReadOnlyList<MedicationPosition> Positions)
{
    /// <summary>The groups in the order of their names; the facts in each in the order of the sources, the latest first.</summary>
    public static IReadOnlyList<MedicationGroup> Of(IEnumerable<MedicationFact> facts, IReadOnlyList<MedicationSource> sources)
    {
        var order = sources.Select((s, i) => (s.Name, i)).ToDictionary(s => s.Name, s => s.i, StringComparer.Ordinal);
        return [.. facts.GroupBy(f => f.Ingredient.Key, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g =>
        {
            var own = g.OrderBy(f => order[f.Source.Name]).ThenBy(f => f.Evidence).ThenByDescending(f => f.At).ToArray();
            var positions = own.GroupBy(f => (f.Source.Name, f.Evidence)).Select(p => MedicationPosition.Of(p.First().Source, p.Key.Evidence, [.. p])).ToArray();
            return new MedicationGroup(own.Select(f => f.Ingredient).OrderBy(i => i.Code is null).First(), own, positions);
        })];
    }

    public IEnumerable<MedicationPosition> By(MedicationEvidence evidence) => Positions.Where(p => p.Evidence == evidence);

    public bool Has(MedicationEvidence evidence) => Positions.Any(p => p.Evidence == evidence);
}
