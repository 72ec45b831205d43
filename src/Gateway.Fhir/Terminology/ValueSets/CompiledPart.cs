using Gateway.Fhir.Terminology.Systems;

namespace Gateway.Fhir.Terminology.ValueSets;

/// <summary>An include or exclude that is ready to be asked.</summary>
/// <param name="Definition">What the value set says.</param>
/// <param name="System">The system, where it is loaded.</param>
/// <param name="Selection">The codes of the system; null where the part names value sets alone.</param>
/// <param name="ValueSets">The value sets in all of which a member must be; null stands for one that is not loaded.</param>
/// <param name="IsActiveOnly">Whether inactive concepts are left out.</param>
internal sealed record CompiledPart(
    ValueSetPart Definition, CodeSystem? System, ConceptSelection? Selection, IReadOnlyList<CompiledValueSet?> ValueSets, bool IsActiveOnly)
{
    public Membership Has(string? system, string code, string? version)
    {
        var answer = Membership.Yes;
        if (Selection is not null)
        {
            if ((system is not null && system != Definition.System) || IsOtherVersion(version))
                return Membership.No;
            answer = Selection.Has(code);
            if (IsActiveOnly && answer == Membership.Yes && System?.Find(code) is { IsInactive: true })
                return Membership.No;
        }

        for (var i = 0; i < ValueSets.Count && answer != Membership.No; i++)
            answer = Kleene.And(answer, ValueSets[i]?.Has(system, code, version) ?? Membership.Unknown);
        return answer;
    }

    private bool IsOtherVersion(string? version) => version is not null && Definition.Version.Length > 0 && version != Definition.Version;
}
