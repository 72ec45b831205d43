using System.Text.Json.Nodes;
using Gateway.Simulators.Areas;
using Gateway.Simulators.People;
using Gateway.Simulators.Serving;

namespace Gateway.Simulators.Custody;

/// <summary>What custody has of a person and of a stay.</summary>
internal static class CustodyContent
{
    private static readonly string[] s_statuses =
    [
        "number-present-and-verified", "number-present-but-not-traced", "trace-required", "trace-attempted", "trace-needs-to-be-resolved", "trace-in-progress",
        "number-not-present-and-trace-not-required", "trace-postponed",
    ];

    public static object Person(Person person)
    {
        var identity = person.InCustody!;
        return new
        {
            pncId = identity.PncId,
            croNumber = identity.CroNumber,
            nhsNumber = identity.NhsNumber,
            nhsNumberStatus = identity.NhsNumber is null ? null : s_statuses[identity.NhsStatus[1] - '1'],
            givenName = identity.Forenames,
            familyName = identity.Surname,
            dateOfBirth = BritishTime.Text(identity.DateOfBirth),
            sex = person.Sex,
            ethnicity = person.Ethnicity,
            alias = identity.HasAlias ? new[] { new { givenName = identity.OtherForename is { } other ? new[] { other } : null, familyName = identity.OtherSurname ?? identity.Surname } } : null,
            address = person.Address is { } home ? new[] { new { line = home.Lines, town = home.Town, postcode = home.Postcode } } : null,
            telephone = person.Mobile,
            preferredLanguage = person.Language,
            interpreterRequired = person.Language is null ? (bool?)null : true,
        };
    }

    public static JsonObject Record(Person person, Stay stay, Force force, DateTimeOffset now) => Json.Node(new
    {
        custodyNumber = stay.Number,
        recordedAt = BritishTime.Text(now),
        force,
        suite = stay.Suite,
        person = Person(person),
        arrest = new
        {
            arrestedAt = BritishTime.Text(stay.ArrivedAt.AddMinutes(-40)),
            arrivedAt = BritishTime.Text(stay.ArrivedAt),
            arrestSummonsNumber = stay.SummonsNumber,
            officer = new { number = $"8{stay.Number[^4..]}", name = stay.Officer },
            offence = stay.Offences,
        },
        detention = new { authorisedAt = BritishTime.Text(stay.ArrivedAt.AddMinutes(12)), authorisedBy = stay.Officer, ground = new[] { "obtain-evidence" }, legalStatus = new[] { stay.LegalStatus } },
        riskAssessment = new[]
        {
            new
            {
                assessedAt = BritishTime.Text(stay.ArrivedAt.AddMinutes(20)),
                assessedBy = stay.Officer,
                need = stay.Needs,
                observationLevel = stay.ObservationLevel,
                medication = Medication(stay),
            },
        },
        review = stay.ReleasedAt is null || stay.ReleasedAt > stay.ArrivedAt.AddHours(6)
            ? new[] { Review(stay) }
            : null,
        charge = stay.IsCharged ? stay.Offences.Take(1).Select(o => new { chargedAt = BritishTime.Text(stay.ReleasedAt!.Value.AddMinutes(-40)), offence = o }) : null,
        disposal = stay.Disposal is null ? null : new[] { new { decidedAt = BritishTime.Text(stay.ReleasedAt!.Value.AddMinutes(-35)), code = stay.Disposal } },
        release = stay.ReleasedAt is { } released ? new { releasedAt = BritishTime.Text(released), destination = stay.Destination, riskAssessed = true } : null,
    });

    private static object Review(Stay stay) => new
    {
        reviewedAt = BritishTime.Text(stay.ArrivedAt.AddHours(6)),
        reviewedBy = stay.Officer,
        outcome = "continued",
        nextReviewDue = BritishTime.Text(stay.ArrivedAt.AddHours(15)),
    };

    public static IEnumerable<object> Medication(Stay stay) => stay.Medicines.Select(m => new
    {
        name = m.Name,
        dmdCode = m.Code,
        dose = m.Dose,
        frequency = m.Frequency,
        route = m.Route,
        status = m.Status,
        lastTaken = m.LastTaken is { } taken ? BritishTime.Text(taken) : null,
        nextDue = m.NextDue is { } due ? BritishTime.Text(due) : null,
    });
}
