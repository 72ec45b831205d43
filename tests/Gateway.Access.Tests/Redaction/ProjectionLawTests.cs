using Gateway.Fhir.Validation;

namespace Gateway.Access.Tests.Redaction;

/// <summary>Laws of all projections, tried on everything that the maps make.</summary>
public sealed class ProjectionLawTests
{
    private static readonly string[] s_policeNumbers = ["/id/pnc\"", "/id/cro\"", "/id/asn\"", "/id/prison-number\"", "/id/collar-number\""];
    private static readonly string[] s_offences = ["CodeSystem/cjs-", "CodeSystem/custody-disposal", "CodeSystem/custody-event", "CodeSystem/justice-record", "CodeSystem/spi-mode-of-trial", "escort-record-flag\""];
    private static readonly string[] s_clinical = ["https://dmd.nhs.uk", "\"Condition\"", "\"MedicationStatement\"", "\"MedicationRequest\"", "\"AllergyIntolerance\"", "\"QuestionnaireResponse\"", "custody-assessment"];

    public static TheoryData<string> Names() => [.. Projections.All.Names];

    /// <summary>What each must never tell, in whatever resource.</summary>
    public static TheoryData<string, string[]> Nevers() => new()
    {
        { "custody-context", [.. s_policeNumbers, .. s_offences, "\"note\":", "\"contact\":", "dischargeDisposition"] },
        { "community-referral", [.. s_policeNumbers, .. s_offences, "custody-number", "\"note\":", "\"contact\":", "dischargeDisposition", "custody-assessment", "https://dmd.nhs.uk"] },
        { "street-triage", [.. s_policeNumbers, .. s_offences, "\"note\":", "\"contact\":", "\"QuestionnaireResponse\"", "dischargeDisposition"] },
        { "amhp", [.. s_policeNumbers, .. s_offences, "\"note\":", "dischargeDisposition"] },
        { "court-liaison", [.. s_policeNumbers, "\"note\":", "\"contact\":", "valueString\":\"Burglary"] },
        { "court-report", [.. s_policeNumbers, "CodeSystem/custody-event", "CodeSystem/custody-disposal", "\"note\":", "\"contact\":", "\"telecom\":[{\"system\":\"phone\",\"value\":\"07700", "\"QuestionnaireResponse\""] },
        { "probation", [.. s_clinical, "nhs-number", "\"note\":", "\"contact\":", "CodeSystem/custody-event"] },
        { "demographics", [.. s_policeNumbers, .. s_offences, .. s_clinical, "\"Observation\"", "\"Encounter\"", "\"Flag\"", "\"ServiceRequest\"", "\"Task\""] },
        { "subject-access", ["/id/collar-number\"", "escort-record-flag\"", "\"note\":", "\"contact\":", "\"Practitioner\",", "\"RelatedPerson\",", "\"author\":{\"reference\":\"Practitioner"] },
        { "aggregate-only", [.. s_policeNumbers, .. s_offences, .. s_clinical, "\"Patient\"", "\"Observation\"", "\"Encounter\"", "\"Flag\""] },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_shown_is_sound_a_part_of_what_was_given_and_the_same_when_shown_again(string name)
    {
        var projection = Projections.Of(name);
        var shown = 0;
        foreach (var resource in MapOutputs.Kinds.SelectMany(MapOutputs.Of))
        {
            if (projection.Apply(resource) is not { } seen)
                continue;
            shown++;
            Samples.Text(projection.Apply(seen.Resource)?.Resource).Should().Be(Samples.Text(seen.Resource));
            if (projection.IsWhole)
                continue;
            BaseRules.Errors(seen.Resource).Should().BeEmpty();
            RedactorLawTests.Values(seen.Resource).Except(RedactorLawTests.Values(resource)).Where(v => !RedactorLawTests.IsMark(v) && !IsSaidOtherwise(v)).Should().BeEmpty(name);
        }

        shown.Should().BePositive();
    }

    [Theory]
    [MemberData(nameof(Nevers))]
    public void What_must_never_be_told_is_not(string name, string[] never)
    {
        var projection = Projections.Of(name);
        foreach (var resource in MapOutputs.Kinds.SelectMany(MapOutputs.Of))
            if (projection.Apply(resource) is { } seen)
                Samples.Text(seen.Resource).Should().NotContainAny(never);
    }

    [Fact]
    public void What_must_never_be_told_is_there_to_be_told()
    {
        var all = string.Concat(MapOutputs.Kinds.SelectMany(MapOutputs.Of).Select(r => Samples.Text(r)));
        foreach (var word in Nevers().SelectMany(n => (string[])n[1]).Distinct())
            all.Should().Contain(word);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_paths_of_what_was_left_out_are_told(string name)
    {
        var projection = Projections.Of(name);
        foreach (var resource in MapOutputs.Kinds.SelectMany(MapOutputs.Of))
            if (projection.Apply(resource) is { Removed: var removed } && !projection.IsWhole)
            {
                removed.Should().OnlyHaveUniqueItems();
                if (resource["note"].Any() && resource.Type.Name != "Bundle")
                    removed.Should().Contain($"{resource.Type.Name}.note");
            }
    }

    // Custody's own words for risks, that a dose is taken as needed, that something is missing.
    private static bool IsSaidOtherwise(string value) => value.StartsWith("OperationOutcome.issue.", StringComparison.Ordinal) || value.StartsWith("Flag.code.coding.", StringComparison.Ordinal) || value.EndsWith(".asNeeded=true", StringComparison.Ordinal);
}
