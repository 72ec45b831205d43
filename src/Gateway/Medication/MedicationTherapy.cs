namespace Gateway.Medication;

/// <summary>The facts of one source that speak of one course of treatment: a statement, the authorisation that it rests on, its issues.</summary>
internal sealed record MedicationTherapy(IReadOnlyList<MedicationFact> Facts)
{
    /// <summary>The fact that says most of where the treatment stands.</summary>
    public MedicationFact Lead { get; } = Facts.OrderByDescending(f => f.Weight).ThenByDescending(f => f.At).First();

    /// <summary>The dose of the lead, else of the next fact that says one.</summary>
    public Dose? Dose { get; } = Facts.OrderByDescending(f => f.Weight).ThenByDescending(f => f.At).Select(f => f.Dose).FirstOrDefault(d => d is not null);

    public bool IsCurrent => Lead.IsCurrent;

    /// <summary>Joins the facts that refer to each other, or to the same resource.</summary>
    public static IReadOnlyList<MedicationTherapy> Of(IReadOnlyList<MedicationFact> facts)
    {
        var roots = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < facts.Count; i++)
            foreach (var reference in facts[i].RestsOn)
                roots[Root(Node(i))] = Root(reference);
        return [.. Enumerable.Range(0, facts.Count).GroupBy(i => Root(Node(i)), i => facts[i], StringComparer.Ordinal).Select(g => new MedicationTherapy([.. g]))];

        string Node(int index) => facts[index].Address ?? $"#{index}";

        string Root(string node)
        {
            while (roots.TryGetValue(node, out var next) && next != node)
                node = next;
            return node;
        }
    }
}
