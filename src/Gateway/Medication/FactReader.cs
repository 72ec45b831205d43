using Gateway.Fhir.Elements;

namespace Gateway.Medication;

/// <summary>
/// Reads facts from MedicationStatement, MedicationRequest, MedicationAdministration and MedicationDispense. What was entered in error is none.
/// </summary>
internal sealed class FactReader(IngredientIndex ingredients, IEnumerable<MedicationSource> sources, IReadOnlyList<MedicationResource> resources)
{
    private readonly Dictionary<string, MedicationSource> _sources = sources.ToDictionary(s => s.Name, StringComparer.Ordinal);
    private readonly ProductIndex _products = new(resources);

    public IReadOnlyList<MedicationFact> Read() => [.. resources.Select(Read).OfType<MedicationFact>()];

    private MedicationFact? Read(MedicationResource given)
    {
        var (resource, status) = (given.Resource, given.Resource.ChildText("status") ?? "unknown");
        if (!_sources.TryGetValue(given.Source, out var source) || status == "entered-in-error")
            return null;
        var fact = resource.Type.Name switch
        {
            "MedicationStatement" => Statement(resource, source, status),
            "MedicationRequest" => Request(resource, source, status),
            "MedicationAdministration" => Administration(resource, source, status),
            "MedicationDispense" => Dispense(resource, source, status),
            _ => null,
        };
        return fact is not null && given.AsOf is { } asOf && source.AsOf is null ? fact with { Source = source with { AsOf = asOf } } : fact;
    }

    private MedicationFact Statement(Element statement, MedicationSource source, string status)
    {
        var isDeclared = statement["category"].SelectMany(c => c["coding"]).Any(c => c.ChildText("code") == "patientspecified");
        var fact = Fact(statement, source, status, isDeclared ? MedicationEvidence.Declared : MedicationEvidence.Prescribed, "dosage", 3);
        var taken = FactTimes.Effective(statement);
        return fact with
        {
            Standing = status switch
            {
                "active" => MedicationStanding.Current,
                "intended" => MedicationStanding.Planned,
                "on-hold" => MedicationStanding.Paused,
                "completed" or "stopped" or "not-taken" => MedicationStanding.Ended,
                _ => MedicationStanding.Unknown,
            },
            At = isDeclared ? FactTimes.Of(statement, "dateAsserted") ?? taken.Start : taken.Start ?? FactTimes.Of(statement, "dateAsserted"),
            EndedAt = taken.End,
            RestsOn = References(statement, "basedOn", "derivedFrom", "partOf"),
        };
    }

    private MedicationFact Request(Element request, MedicationSource source, string status)
    {
        var isIssue = request.ChildText("intent") is "order" or "instance-order" && request["basedOn"].Any();
        var changed = request["extension"].FirstOrDefault(e => e.ChildText("url")?.EndsWith("MedicationRequest.statusChanged", StringComparison.Ordinal) == true);
        var validity = request["dispenseRequest"].SelectMany(d => d["validityPeriod"]).FirstOrDefault();
        return Fact(request, source, status, MedicationEvidence.Prescribed, "dosageInstruction", isIssue ? 1 : 2) with
        {
            Standing = request.ChildText("doNotPerform") == "true" ? MedicationStanding.Ended : status switch
            {
                "active" => MedicationStanding.Current,
                "draft" => MedicationStanding.Planned,
                "on-hold" => MedicationStanding.Paused,
                "completed" or "stopped" or "cancelled" => MedicationStanding.Ended,
                _ => MedicationStanding.Unknown,
            },
            At = FactTimes.Of(request, "authoredOn"),
            EndedAt = (changed.IsNone ? null : FactTimes.Of(changed, "value")) ?? (validity.IsNone ? null : FactTimes.Of(validity, "end")),
            RestsOn = References(request, "basedOn", "priorPrescription"),
        };
    }

    private MedicationFact Administration(Element administration, MedicationSource source, string status) =>
        Fact(administration, source, status, MedicationEvidence.Given, "dosage", 1) with
        {
            Standing = status switch
            {
                "completed" or "in-progress" => MedicationStanding.Current,
                "not-done" => MedicationStanding.NotGiven,
                _ => MedicationStanding.Unknown,
            },
            At = FactTimes.Effective(administration).Start,
            RestsOn = References(administration, "request"),
        };

    // That a pharmacy handed it out says that it was prescribed, not that it still is.
    private MedicationFact Dispense(Element dispense, MedicationSource source, string status) =>
        Fact(dispense, source, status, MedicationEvidence.Prescribed, "dosageInstruction", 0) with
        {
            At = FactTimes.Of(dispense, "whenHandedOver") ?? FactTimes.Of(dispense, "whenPrepared"),
            RestsOn = References(dispense, "authorizingPrescription"),
        };

    private MedicationFact Fact(Element resource, MedicationSource source, string status, MedicationEvidence evidence, string dosage, int weight)
    {
        var medicine = _products.Of(resource, source.Name);
        var address = resource.ChildText("id") is { } id ? $"{resource.Type.Name}/{id}" : null;
        return new MedicationFact
        {
            Source = source,
            Resource = resource,
            Address = address,
            Evidence = evidence,
            Standing = MedicationStanding.Unknown,
            Status = status,
            Medicine = medicine.Name,
            Ingredient = ingredients.Find(medicine.Codes, medicine.Name) ?? new Ingredient($"(no name) {address}", "Medicine without a name", null),
            Product = medicine.Product,
            Dose = DosageReader.Read([.. resource[dosage]], Strength.Of(medicine.Name), resource["note"]),
            Reason = resource["statusReason"].Select(r => r.ChildText("text") ?? r["coding"].Select(c => c.ChildText("display")).FirstOrDefault()).OfType<string>().FirstOrDefault(),
            Weight = weight,
        };
    }

    private static string[] References(Element resource, params string[] names) =>
        [.. names.SelectMany(n => resource[n]).Select(r => r.ChildText("reference")).OfType<string>()];
}
