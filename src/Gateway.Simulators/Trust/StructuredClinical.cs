using Gateway.Simulators.People;

namespace Gateway.Simulators.Trust;

/// <summary>Allergies and problems of a structured record, each with its list.</summary>
internal static class StructuredClinical
{
    public static IEnumerable<object> Allergies(Person person)
    {
        var id = StructuredRecord.Id(person);
        return
        [
            .. person.Allergies.Select((allergy, i) => new
            {
                resourceType = "AllergyIntolerance",
                id = $"{id}-al{i}",
                meta = StructuredRecord.Meta("CareConnect-GPC-AllergyIntolerance-1"),
                identifier = new[] { new { system = Concepts.Own, value = $"A-{id}-{i}" } },
                clinicalStatus = "active",
                verificationStatus = "unconfirmed",
                type = "allergy",
                category = new[] { allergy.Display.Contains("peanut", StringComparison.Ordinal) ? "food" : "medication" },
                code = Concepts.Snomedct(allergy.Code, allergy.Display),
                patient = StructuredRecord.Subject(person),
                assertedDate = BritishTime.Text(person.Truth.DateOfBirth.AddYears(12 + i)),
                recorder = Concepts.To("Practitioner/gp-1"),
                reaction = new[] { new { manifestation = new[] { new { text = allergy.Reaction } }, severity = "moderate" } },
            }),
            List(person, "allergies", "886921000000105", "Allergies and adverse reactions", person.Allergies.Select((_, i) => $"AllergyIntolerance/{id}-al{i}")),
        ];
    }

    public static IEnumerable<object> Problems(Person person)
    {
        var id = StructuredRecord.Id(person);
        return
        [
            .. person.Problems.Select((problem, i) => new
            {
                resourceType = "Condition",
                id = $"{id}-pr{i}",
                meta = StructuredRecord.Meta("CareConnect-GPC-ProblemHeader-Condition-1"),
                extension = new[] { new { url = "https://fhir.hl7.org.uk/STU3/StructureDefinition/Extension-CareConnect-ProblemSignificance-1", valueCode = i == 0 ? "major" : "minor" } },
                identifier = new[] { new { system = Concepts.Own, value = $"C-{id}-{i}" } },
                clinicalStatus = "active",
                category = new[] { Concepts.Of("http://hl7.org/fhir/condition-category", "problem-list-item", "Problem List Item") },
                code = Concepts.Snomedct(problem.Code, problem.Display),
                subject = StructuredRecord.Subject(person),
                onsetDateTime = BritishTime.Text(person.Truth.DateOfBirth.AddYears(15 + i)),
                assertedDate = BritishTime.Text(person.Truth.DateOfBirth.AddYears(15 + i)),
                asserter = Concepts.To("Practitioner/gp-1"),
            }),
            List(person, "problems", "717711000000103", "Problems", person.Problems.Select((_, i) => $"Condition/{id}-pr{i}")),
        ];
    }

    /// <summary>A list of GP Connect; an empty one says that nothing was recorded.</summary>
    public static object List(Person person, string name, string code, string display, IEnumerable<string> references)
    {
        var entries = references.Select(r => new { item = Concepts.To(r) }).ToList();
        return new
        {
            resourceType = "List",
            id = $"{StructuredRecord.Id(person)}-{name}",
            meta = StructuredRecord.Meta("CareConnect-GPC-List-1"),
            status = "current",
            mode = "snapshot",
            title = display,
            code = Concepts.Snomedct(code, display),
            subject = StructuredRecord.Subject(person),
            entry = entries.Count > 0 ? entries : null,
            emptyReason = entries.Count > 0 ? null : Concepts.Of("https://fhir.nhs.uk/STU3/CodeSystem/CareConnect-ListEmptyReasonCode-1", "no-content-recorded", "No Content Recorded"),
            note = entries.Count > 0 ? null : new[] { new { text = "Information not available" } },
        };
    }
}
