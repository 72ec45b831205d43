using Gateway.Access.Consents;
using Gateway.Conformance;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;

namespace Gateway.Disclosures.Consents;

/// <summary>
/// Whether a Consent may be recorded: valid, about one person, decidable, and with the person's capacity told. What could only be guessed at when somebody's data is asked for is
/// refused while the person is still there to ask.
/// </summary>
internal sealed class ConsentCheck(AnsweredValidator validator)
{
    private const string Profile = "https://health-justice.example/fhir/StructureDefinition/sharing-consent";
    private const string Capacity = "https://health-justice.example/fhir/StructureDefinition/mental-capacity";

    /// <summary>All faults; none when it may be recorded.</summary>
    public async Task<IReadOnlyList<Fault>> CheckAsync(Element consent, TimeZoneInfo zone, CancellationToken cancellation)
    {
        if (consent.Type.Name != "Consent")
            return [Fault("The content is to be a Consent.", consent.Type.Name)];
        var faults = (await validator.ValidateAsync(consent, Profile, cancellation)).Faults.Where(f => !f.IsWarning).ToList();
        if (consent["provision"].FirstOrDefault() is not { IsNone: false } root || root.ChildText("type") is null)
            faults.Add(Fault("The root provision says its type: R4 leaves open what it means without one.", "Consent.provision.type"));
        var rules = ConsentReader.Read(consent, zone);
        if (rules.Fault is { } fault)
            faults.Add(Fault($"No decision can be taken on it: {fault}.", "Consent.provision"));
        if (consent["dateTime"].FirstOrDefault().IsNone)
            faults.Add(Fault("It says when it was given.", "Consent.dateTime"));
        faults.AddRange(CapacityFaults(consent, rules));
        return faults;
    }

    // Refusing needs no capacity to be shown; permitting does (Mental Capacity Act 2005, section 1).
    private static IEnumerable<Fault> CapacityFaults(Element consent, ConsentRules rules)
    {
        var capacity = consent["extension"].Where(e => e.ChildText("url") == Capacity).SelectMany(e => e["value"]).SelectMany(v => v["coding"]).Select(c => c.ChildText("code")).FirstOrDefault();
        if (capacity is null)
            yield return Fault($"Whether the person was able to decide is told in the extension {Capacity}.", "Consent.extension");
        else if (Permits(rules.Root) && capacity == "not-assessed")
            yield return Fault("Nothing is permitted while nobody has looked at whether the person is able to decide.", "Consent.extension");
        else if (Permits(rules.Root) && capacity == "lacks-capacity" && !consent["performer"].Any(p => p.ChildText("type") is "RelatedPerson" or "Practitioner" or "PractitionerRole" || p.ChildText("reference")?.Split('/')[0] is "RelatedPerson" or "Practitioner" or "PractitionerRole"))
            yield return Fault("Who decided for a person who lacks capacity is named as performer.", "Consent.performer");
    }

    private static bool Permits(Provision provision) => provision.Effect == Access.Effect.Permit || provision.Children.Any(Permits);

    private static Fault Fault(string message, string place) => new(FaultKind.Value, message, place, 0, 0) { Rule = "consent" };
}
