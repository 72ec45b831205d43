using Gateway.Simulators.People;
using Gateway.Simulators.Serving;

namespace Gateway.Simulators.Trust;

/// <summary>Writes the structured record of a person as GP Connect gives it: a Bundle of FHIR STU3.</summary>
internal sealed class StructuredRecord(DateTimeOffset today)
{
    private const string Profiles = "https://fhir.nhs.uk/STU3/StructureDefinition/";

    /// <summary>What was asked for beside the person; the lists say what is empty.</summary>
    public byte[] Write(Person person, StructuredParts parts)
    {
        var medication = parts.Medication ? new StructuredMedication(person, today).Entries() : [];
        var allergies = parts.Allergies ? StructuredClinical.Allergies(person) : [];
        var problems = parts.Problems ? StructuredClinical.Problems(person) : [];
        object[] all = [Patient(person), Organization(person), Practitioner(), Role(), .. medication, .. allergies, .. problems];
        return Json.Bytes(new
        {
            resourceType = "Bundle",
            id = $"record-{Id(person)}",
            meta = Meta("GPConnect-StructuredRecord-Bundle-1"),
            type = "collection",
            entry = all.Select(resource => new { resource }),
        });
    }

    public static object Meta(string profile) => new { profile = new[] { Profiles + profile } };

    /// <summary>The person's id in the trust.</summary>
    public static string Id(Person person) => person.InTrust!.Id;

    public static object Subject(Person person) => Concepts.To($"Patient/{Id(person)}");

    private static object Patient(Person person)
    {
        var identity = person.InTrust!;
        return new
        {
            resourceType = "Patient",
            id = identity.Id,
            meta = Meta("CareConnect-GPC-Patient-1"),
            identifier = new[]
            {
                new
                {
                    extension = new[]
                    {
                        new
                        {
                            url = Profiles + "Extension-CareConnect-GPC-NHSNumberVerificationStatus-1",
                            valueCodeableConcept = Concepts.Of("https://fhir.nhs.uk/STU3/CodeSystem/CareConnect-NHSNumberVerificationStatus-1", "01", "Number present and verified"),
                        },
                    },
                    system = Concepts.NhsNumber,
                    value = identity.NhsNumber,
                },
            },
            active = true,
            name = new[] { new { use = "official", family = identity.Surname, given = identity.Forenames, prefix = new[] { person.IsMale ? "Mr" : "Ms" } } },
            telecom = person.Mobile is { } mobile ? new[] { new { system = "phone", value = mobile, use = "mobile" } } : null,
            gender = person.IsMale ? "male" : "female",
            birthDate = BritishTime.Text(identity.DateOfBirth),
            address = person.Address is { } home ? new[] { new { use = "home", type = "physical", line = home.Lines, city = home.Town, district = home.County, postalCode = home.Postcode } } : null,
            generalPractitioner = new[] { Concepts.To("Practitioner/gp-1") },
            managingOrganization = Concepts.To("Organization/practice-1"),
        };
    }

    private static object Organization(Person person) => new
    {
        resourceType = "Organization",
        id = "practice-1",
        meta = Meta("CareConnect-GPC-Organization-1"),
        identifier = new[] { new { system = Concepts.Ods, value = person.Practice.OdsCode } },
        active = true,
        name = person.Practice.Name,
        telecom = new[] { new { system = "phone", value = "01632 960700", use = "work" } },
    };

    private static object Practitioner() => new
    {
        resourceType = "Practitioner",
        id = "gp-1",
        meta = Meta("CareConnect-GPC-Practitioner-1"),
        identifier = new[] { new { system = "https://fhir.nhs.uk/Id/sds-user-id", value = "555000000101" } },
        active = true,
        name = new[] { new { use = "usual", family = "Attenborrow", given = new[] { "Jean" }, prefix = new[] { "Dr" } } },
    };

    private object Role() => new
    {
        resourceType = "PractitionerRole",
        id = "gp-role-1",
        meta = Meta("CareConnect-GPC-PractitionerRole-1"),
        active = true,
        period = new { start = BritishTime.Text(DateOnly.FromDateTime(today.UtcDateTime).AddYears(-6)) },
        practitioner = Concepts.To("Practitioner/gp-1"),
        organization = Concepts.To("Organization/practice-1"),
        code = new[] { Concepts.Of("https://fhir.nhs.uk/STU3/CodeSystem/CareConnect-SDSJobRoleName-1", "R0260", "General Medical Practitioner") },
        specialty = new[] { Concepts.Snomedct("394814009", "General practice") },
    };
}
