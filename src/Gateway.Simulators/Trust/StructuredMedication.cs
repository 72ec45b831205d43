using Gateway.Simulators.People;

namespace Gateway.Simulators.Trust;

/// <summary>The medication of a structured record: for each course the medicine, the authorisation, its issues, and the statement; then the list.</summary>
internal sealed class StructuredMedication(Person person, DateTimeOffset today)
{
    private const string Extensions = "https://fhir.nhs.uk/STU3/StructureDefinition/Extension-CareConnect-GPC-";
    private const int DaysOfIssue = 28;

    private readonly object _subject = StructuredRecord.Subject(person);

    public IEnumerable<object> Entries()
    {
        foreach (var (course, i) in person.Courses.Select((c, i) => (c, i)))
        {
            yield return Medicine(course, i);
            yield return Plan(course, i);
            foreach (var issue in Issues(course).Select((day, n) => Order(course, i, n, day)))
                yield return issue;
            yield return Statement(course, i);
        }

        yield return StructuredClinical.List(person, "medication", "933361000000108", "Medications and medical devices", person.Courses.Select((_, i) => $"MedicationStatement/{Id(i)}-ms"));
    }

    private string Id(int index) => $"{StructuredRecord.Id(person)}-{index}";

    /// <summary>The last three issues, or the one of a course that does not repeat.</summary>
    private List<DateOnly> Issues(Course course)
    {
        var last = course.Until ?? DateOnly.FromDateTime(today.UtcDateTime);
        var count = course.IsRepeat ? ((last.DayNumber - course.Since.DayNumber) / DaysOfIssue) + 1 : 1;
        return [.. Enumerable.Range(Math.Max(0, count - 3), Math.Min(3, count)).Select(n => course.Since.AddDays(n * DaysOfIssue))];
    }

    private object Medicine(Course course, int index) => new
    {
        resourceType = "Medication",
        id = $"{Id(index)}-med",
        meta = StructuredRecord.Meta("CareConnect-GPC-Medication-1"),
        code = Concepts.Medicine(course.Medicine),
    };

    private object Plan(Course course, int index) => new
    {
        resourceType = "MedicationRequest",
        id = $"{Id(index)}-plan",
        meta = StructuredRecord.Meta("CareConnect-GPC-MedicationRequest-1"),
        extension = new object?[] { Repeats(course), Type(course), Ended(course) }.OfType<object>(),
        identifier = new[] { new { system = Concepts.Own, value = $"P-{Id(index)}" } },
        status = course.IsCurrent ? "active" : course.IsRepeat ? "stopped" : "completed",
        intent = "plan",
        medicationReference = Concepts.To($"Medication/{Id(index)}-med"),
        subject = _subject,
        authoredOn = BritishTime.Text(course.Since),
        recorder = Concepts.To("Practitioner/gp-1"),
        dosageInstruction = Dosage(course),
        dispenseRequest = new { validityPeriod = new { start = BritishTime.Text(course.Since), end = course.Until is { } until ? BritishTime.Text(until) : null }, quantity = Quantity(course) },
    };

    private object Order(Course course, int index, int number, DateOnly day) => new
    {
        resourceType = "MedicationRequest",
        id = $"{Id(index)}-order{number}",
        meta = StructuredRecord.Meta("CareConnect-GPC-MedicationRequest-1"),
        extension = new[] { Type(course) },
        identifier = new[] { new { system = Concepts.Own, value = $"O-{Id(index)}-{number}" } },
        basedOn = new[] { Concepts.To($"MedicationRequest/{Id(index)}-plan") },
        status = "completed",
        intent = "order",
        medicationReference = Concepts.To($"Medication/{Id(index)}-med"),
        subject = _subject,
        authoredOn = BritishTime.Text(day),
        recorder = Concepts.To("Practitioner/gp-1"),
        dosageInstruction = Dosage(course),
        dispenseRequest = new { validityPeriod = new { start = BritishTime.Text(day), end = BritishTime.Text(day.AddDays(DaysOfIssue)) }, quantity = Quantity(course) },
    };

    private object Statement(Course course, int index) => new
    {
        resourceType = "MedicationStatement",
        id = $"{Id(index)}-ms",
        meta = StructuredRecord.Meta("CareConnect-GPC-MedicationStatement-1"),
        extension = new object[]
        {
            new { url = Extensions + "MedicationStatementLastIssueDate-1", valueDateTime = BritishTime.Text(Issues(course)[^1]) },
            new
            {
                url = Extensions + "PrescribingAgency-1",
                valueCodeableConcept = Concepts.Of("https://fhir.nhs.uk/STU3/CodeSystem/CareConnect-PrescribingAgency-1", "prescribed-at-gp-practice", "Prescribed at GP practice"),
            },
        },
        identifier = new[] { new { system = Concepts.Own, value = $"S-{Id(index)}" } },
        basedOn = new[] { Concepts.To($"MedicationRequest/{Id(index)}-plan") },
        status = course.IsCurrent ? "active" : course.IsRepeat ? "stopped" : "completed",
        medicationReference = Concepts.To($"Medication/{Id(index)}-med"),
        effectivePeriod = new { start = BritishTime.Text(course.Since), end = course.Until is { } until ? BritishTime.Text(until) : null },
        dateAsserted = BritishTime.Text(Issues(course)[^1]),
        subject = _subject,
        taken = "unk",
        dosage = Dosage(course),
    };

    private static object[] Dosage(Course course) => [new { text = $"{course.Medicine.Dose} {course.Medicine.Frequency}" }];

    private static object Quantity(Course course) => new { value = course.Medicine.Amount * DaysOfIssue, unit = course.Medicine.Unit };

    private static object Type(Course course) => new
    {
        url = Extensions + "PrescriptionType-1",
        valueCodeableConcept = Concepts.Of("https://fhir.nhs.uk/STU3/CodeSystem/CareConnect-PrescriptionType-1", course.IsRepeat ? "repeat" : "acute", course.IsRepeat ? "Repeat" : "Acute"),
    };

    private object? Repeats(Course course) => !course.IsRepeat ? null : new
    {
        url = Extensions + "MedicationRepeatInformation-1",
        extension = new object[]
        {
            new { url = "numberOfRepeatPrescriptionsAllowed", valuePositiveInt = 12 },
            new { url = "numberOfRepeatPrescriptionsIssued", valueUnsignedInt = Issues(course).Count },
        },
    };

    private static object? Ended(Course course) => course is { IsRepeat: false } or { Until: null } ? null : new
    {
        url = Extensions + "MedicationStatusReason-1",
        extension = new object[]
        {
            new { url = "statusReason", valueCodeableConcept = new { text = "No longer needed" } },
            new { url = "statusChangeDate", valueDateTime = BritishTime.Text(course.Until.Value) },
        },
    };
}
