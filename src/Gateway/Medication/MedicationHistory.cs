using Gateway.Fhir.Elements;
using Gateway.Sources;

namespace Gateway.Medication;

/// <summary>
/// One reconciled view of a person's medication: a Bundle with a List first, then the statements of all sources as they are, then what does not agree.
/// Nothing is merged: the List names each statement under its ingredient, and its notes say who says what and who did not answer.
/// </summary>
/// <param name="ingredients">What groups medicines.</param>
/// <param name="address">Where the gateway's resources stand, with a slash at its end.</param>
/// <param name="time">The clock that ages are counted by.</param>
/// <param name="newId">Makes the ids of the List and of what does not agree.</param>
internal sealed class MedicationHistory(IngredientIndex ingredients, Uri address, TimeProvider time, Func<Guid> newId)
{
    /// <summary>The view.</summary>
    /// <param name="patient">The person, as a reference.</param>
    /// <param name="sources">All sources that may hold medication, in the order to show them, with what became of asking each.</param>
    /// <param name="resources">What they answered with: statements, the Medications that they refer to, and OperationOutcomes that lie in their records.</param>
    public Element Of(string patient, IReadOnlyList<MedicationSource> sources, IReadOnlyList<MedicationResource> resources)
    {
        var now = time.GetUtcNow();
        sources = [.. sources.Select(s => Told(s, resources))];
        var facts = new FactReader(ingredients, sources, resources).Read().DistinctBy(f => (f.Source.Name, (object?)f.Address ?? f)).ToArray();
        var groups = MedicationGroup.Of(facts, sources);
        var words = new MedicationWords(now);
        var disagreements = new Disagreements(sources, groups, words);
        var bundle = new HistoryBundle(address, newId, now);
        bundle.AddFacts(groups);
        bundle.AddList(patient, HistoryNotes.Of(sources, groups, words), HistoryNotes.EmptyReason(sources));
        foreach (var group in groups)
            foreach (var disagreement in disagreements.Of(group))
                bundle.AddIssue(patient, disagreement, words);
        return bundle.Build();
    }

    // A record may come with an outcome that says which part of it was not given: that part must not be read as empty.
    private static MedicationSource Told(MedicationSource source, IReadOnlyList<MedicationResource> resources) =>
        source.HasAnswered && resources.Any(r => r.Source == source.Name && r.Resource.Type.Name == "OperationOutcome") ? source with { State = SourceState.Partly } : source;
}
