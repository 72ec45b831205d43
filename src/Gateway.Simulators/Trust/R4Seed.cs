using Gateway.Simulators.People;

namespace Gateway.Simulators.Trust;

/// <summary>What the trust has of a person in FHIR R4, as UK Core has it.</summary>
internal static class R4Seed
{
    private const string Profiles = "https://fhir.hl7.org.uk/StructureDefinition/UKCore-";

    /// <summary>What the id of a letter has behind that of its patient.</summary>
    public const string LetterSuffix = "-letter";

    /// <summary>What the trust has that is about nobody.</summary>
    public static IEnumerable<object> Definitions { get; } =
    [
        new
        {
            resourceType = "CodeSystem",
            id = "teams",
            url = "https://health-justice.example/simulators/CodeSystem/teams",
            status = "active",
            content = "complete",
            concept = new[] { new { code = "crisis", display = "Crisis team" }, new { code = "liaison", display = "Liaison team" } },
        },
    ];

    /// <summary>The letter to the general practice about a patient.</summary>
    public static byte[] LetterOf(string patient) => System.Text.Encoding.UTF8.GetBytes($"Dear colleague,\n\nwe have seen your patient {patient} and shall write again.\n");

    public static IEnumerable<object> Resources(Person person)
    {
        var id = person.InTrust!.Id;
        return
        [
            Patient(person),
            .. person.Courses.SelectMany((course, i) => new[] { Request(person, course, i), Statement(person, course, i) }),
            .. person.Allergies.Select((allergy, i) => (object)new
            {
                resourceType = "AllergyIntolerance",
                id = $"{id}-al{i}",
                meta = Meta("AllergyIntolerance"),
                clinicalStatus = Concepts.Of("http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical", "active", "Active"),
                verificationStatus = Concepts.Of("http://terminology.hl7.org/CodeSystem/allergyintolerance-verification", "unconfirmed", "Unconfirmed"),
                code = Concepts.Snomedct(allergy.Code, allergy.Display),
                patient = Subject(person),
                recordedDate = BritishTime.Text(person.Truth.DateOfBirth.AddYears(12 + i)),
                reaction = new[] { new { manifestation = new[] { new { text = allergy.Reaction } } } },
            }),
            .. person.Problems.Select((problem, i) => (object)new
            {
                resourceType = "Condition",
                id = $"{id}-pr{i}",
                meta = Meta("Condition"),
                clinicalStatus = Concepts.Of("http://terminology.hl7.org/CodeSystem/condition-clinical", "active", "Active"),
                category = new[] { Concepts.Of("http://terminology.hl7.org/CodeSystem/condition-category", "problem-list-item", "Problem List Item") },
                code = Concepts.Snomedct(problem.Code, problem.Display),
                subject = Subject(person),
                onsetDateTime = BritishTime.Text(person.Truth.DateOfBirth.AddYears(15 + i)),
            }),
        ];
    }

    private static object Meta(string type) => new { profile = new[] { Profiles + type } };

    private static object Subject(Person person) => new
    {
        reference = $"Patient/{person.InTrust!.Id}",
        type = "Patient",
        identifier = new { system = Concepts.NhsNumber, value = person.InTrust.NhsNumber },
    };

    private static object Patient(Person person)
    {
        var identity = person.InTrust!;
        return new
        {
            resourceType = "Patient",
            id = identity.Id,
            meta = Meta("Patient"),
            identifier = new object[]
            {
                new
                {
                    extension = new[]
                    {
                        new
                        {
                            url = "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSNumberVerificationStatus",
                            valueCodeableConcept = Concepts.Of("https://fhir.hl7.org.uk/CodeSystem/UKCore-NHSNumberVerificationStatusEngland", "01", "Number present and verified"),
                        },
                    },
                    system = Concepts.NhsNumber,
                    value = identity.NhsNumber,
                },
                new { system = Concepts.Own, value = identity.Id },
            },
            active = true,
            name = new[] { new { use = "official", family = identity.Surname, given = identity.Forenames } },
            gender = person.IsMale ? "male" : "female",
            birthDate = BritishTime.Text(identity.DateOfBirth),
            address = person.Address is { } home ? new[] { new { use = "home", line = home.Lines, city = home.Town, district = home.County, postalCode = home.Postcode } } : null,
        };
    }

    private static object Request(Person person, Course course, int index) => new
    {
        resourceType = "MedicationRequest",
        id = $"{person.InTrust!.Id}-{index}-plan",
        meta = Meta("MedicationRequest"),
        identifier = new[] { new { system = Concepts.Own, value = $"P-{person.InTrust.Id}-{index}" } },
        status = course.IsCurrent ? "active" : course.IsRepeat ? "stopped" : "completed",
        intent = "plan",
        medicationCodeableConcept = Concepts.Medicine(course.Medicine),
        subject = Subject(person),
        authoredOn = BritishTime.Text(course.Since),
        dosageInstruction = Dosage(course),
        substitution = new { allowedBoolean = false },
    };

    private static object Statement(Person person, Course course, int index) => new
    {
        resourceType = "MedicationStatement",
        id = $"{person.InTrust!.Id}-{index}-ms",
        meta = Meta("MedicationStatement"),
        identifier = new[] { new { system = Concepts.Own, value = $"S-{person.InTrust.Id}-{index}" } },
        basedOn = new[] { Concepts.To($"MedicationRequest/{person.InTrust.Id}-{index}-plan") },
        status = course.IsCurrent ? "active" : course.IsRepeat ? "stopped" : "completed",
        medicationCodeableConcept = Concepts.Medicine(course.Medicine),
        subject = Subject(person),
        effectivePeriod = new { start = BritishTime.Text(course.Since), end = course.Until is { } until ? BritishTime.Text(until) : null },
        dosage = Dosage(course),
    };

    private static object[] Dosage(Course course) => [new { text = $"{course.Medicine.Dose} {course.Medicine.Frequency}" }];
}
