using Gateway.Sources;

namespace Gateway.Medication;

/// <summary>
/// Finds where sources disagree. What a source did not answer is never taken for a no: that something was not prescribed, declared or given is said only when
/// those who would know it have answered in full.
/// </summary>
internal sealed class Disagreements(IReadOnlyList<MedicationSource> sources, IReadOnlyList<MedicationGroup> groups, MedicationWords words)
{
    /// <summary>The latest time that anything was declared, or given, in custody.</summary>
    private readonly DateTimeOffset? _lastInCustody = groups.SelectMany(g => g.Facts).Where(IsOfCustody).Max(f => f.At);

    private readonly bool _isInCustody = groups.Any(g => g.Facts.Any(IsOfCustody));

    public IReadOnlyList<MedicationDisagreement> Of(MedicationGroup group) =>
        [.. new[] { Doses(group), StoppedAndActive(group), PrescribedOnly(group), DeclaredOnly(group) }.OfType<MedicationDisagreement>(), .. Duplicates(group)];

    // Each position against each other; one treatment in common is agreement.
    private MedicationDisagreement? Doses(MedicationGroup group)
    {
        var worst = DoseComparison.Same;
        var (facts, isGiven) = (new List<MedicationFact>(), false);
        var telling = group.Positions.Where(p => p.Current.Any(t => t.Dose is not null)).ToArray();
        for (var i = 0; i < telling.Length; i++)
            foreach (var other in telling[(i + 1)..])
            {
                var found = Compare(telling[i], other);
                if (found == DoseComparison.Same)
                    continue;
                worst = worst == DoseComparison.Differs ? worst : found;
                isGiven |= found == DoseComparison.Differs && (telling[i].Evidence == MedicationEvidence.Given || other.Evidence == MedicationEvidence.Given);
                facts.AddRange(telling[i].Leads.Concat(other.Leads));
            }

        return worst == DoseComparison.Same ? null
            : worst == DoseComparison.Differs ? Say(DisagreementKind.DifferingDose, isGiven ? "high" : "moderate", facts, $"{group.Ingredient.Label}: the doses differ.")
            : Say(DisagreementKind.DoseNotComparable, "low", facts, $"{group.Ingredient.Label}: the doses are worded differently and could not be compared by rule.");
    }

    private static DoseComparison Compare(MedicationPosition left, MedicationPosition right)
    {
        var found = (from a in left.Current where a.Dose is not null from b in right.Current where b.Dose is not null select Dose.Compare(a.Dose!, b.Dose!)).ToArray();
        return found.Contains(DoseComparison.Same) ? DoseComparison.Same : found.Contains(DoseComparison.Unclear) ? DoseComparison.Unclear : DoseComparison.Differs;
    }

    private MedicationDisagreement? StoppedAndActive(MedicationGroup group)
    {
        var ended = group.Positions.Where(p => p.IsEnded).ToArray();
        var current = group.Positions.Where(p => p.IsCurrent && ended.Any(e => Opposes(p, e))).ToArray();
        if (current.Length == 0)
            return null;
        var stopped = ended.Where(p => p.Latest.IsStopped).ToArray();
        var isGivenAlone = current.All(p => p.Evidence != MedicationEvidence.Prescribed) && current.Any(p => p.Evidence == MedicationEvidence.Given);
        var severity = stopped.Length == 0 ? "low" : isGivenAlone && stopped.Any(p => p.Evidence == MedicationEvidence.Prescribed) ? "high" : "moderate";
        return Say(DisagreementKind.StoppedAndActive, severity, current.Concat(ended).SelectMany(p => p.Leads), $"{group.Ingredient.Label}: one source says that it ended, another that it is taken.");
    }

    // What was said or given before it ended does not disagree with its end; nor does a dose that staff give after a course that ran its time.
    private static bool Opposes(MedicationPosition current, MedicationPosition ended) => current.Evidence switch
    {
        MedicationEvidence.Prescribed => true,
        MedicationEvidence.Given => ended.Latest.IsStopped && !(current.Latest.At < ended.Latest.EndedAt),
        _ => !(current.Latest.At < ended.Latest.EndedAt),
    };

    private MedicationDisagreement? PrescribedOnly(MedicationGroup group)
    {
        var prescribed = group.By(MedicationEvidence.Prescribed).Where(p => p.IsCurrent).SelectMany(p => p.Leads).Where(f => !(f.At > _lastInCustody)).ToArray();
        if (prescribed.Length == 0)
            return null;
        var refused = group.By(MedicationEvidence.Given).Where(p => p.Latest.Standing == MedicationStanding.NotGiven).Select(p => p.Latest).ToArray();
        var isDeclared = group.By(MedicationEvidence.Declared).Any(p => IsOfCustody(p.Latest)) || !CanSayNo(MedicationEvidence.Declared, mustKnowPerson: true);
        var isGiven = refused.Length == 0 && (group.Has(MedicationEvidence.Given) || !_isInCustody || !CanSayNo(MedicationEvidence.Given, mustKnowPerson: false));
        DisagreementKind[] kinds = [.. isDeclared ? [] : new[] { DisagreementKind.PrescribedNotDeclared }, .. isGiven ? [] : new[] { DisagreementKind.PrescribedNotGiven }];
        if (kinds.Length == 0)
            return null;
        var lacking = (isDeclared, isGiven) switch { (false, false) => "neither declared nor given in custody", (false, _) => "not declared in custody", _ => "not given in custody" };
        return Say(kinds, "moderate", prescribed.Concat(refused), $"{group.Ingredient.Label}: prescribed, and {lacking} as far as the systems that answered say.");
    }

    private MedicationDisagreement? DeclaredOnly(MedicationGroup group)
    {
        var declared = group.By(MedicationEvidence.Declared).Where(p => p.IsCurrent).SelectMany(p => p.Leads).ToArray();
        return declared.Length == 0 || group.Has(MedicationEvidence.Prescribed) || !CanSayNo(MedicationEvidence.Prescribed, mustKnowPerson: false) ? null
            : Say(DisagreementKind.DeclaredNotPrescribed, "moderate", declared, $"{group.Ingredient.Label}: declared by the person, and prescribed by none of the systems that answered.");
    }

    private IEnumerable<MedicationDisagreement> Duplicates(MedicationGroup group) =>
        from position in @group.By(MedicationEvidence.Prescribed)
        where position.Current.Skip(1).Any()
        select Say(DisagreementKind.DuplicateTherapy, "moderate", position.Leads, $"{@group.Ingredient.Label}: {position.Source.Title} holds {position.Current.Count()} prescriptions that run at the same time.");

    // Those who know the person must have answered in full; a custody that knows nothing of the person was not told anything either.
    private bool CanSayNo(MedicationEvidence evidence, bool mustKnowPerson)
    {
        var holders = sources.Where(s => s.Holds.HasFlag(evidence)).ToArray();
        return mustKnowPerson
            ? holders.Any(s => s.State == SourceState.Answered) && !holders.Any(s => s.HasFailed)
            : holders.Length > 0 && holders.All(s => s.HasAnswered);
    }

    // What a person told their practice, they did not tell custody.
    private static bool IsOfCustody(MedicationFact fact) =>
        fact.Evidence == MedicationEvidence.Given || (fact.Evidence == MedicationEvidence.Declared && fact.Source.Holds.HasFlag(MedicationEvidence.Declared));

    private MedicationDisagreement Say(DisagreementKind kind, string severity, IEnumerable<MedicationFact> facts, string text) => Say([kind], severity, facts, text);

    private MedicationDisagreement Say(IReadOnlyList<DisagreementKind> kinds, string severity, IEnumerable<MedicationFact> facts, string text)
    {
        var all = facts.Distinct().ToArray();
        return new MedicationDisagreement(kinds, severity, all, $"{text} {string.Join(" ", all.Select(f => $"{words.Of(f)}."))}");
    }
}
