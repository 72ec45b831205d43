using Gateway.Simulators.People;

namespace Gateway.Simulators.CaseSystem;

/// <summary>What the case system has of a person.</summary>
internal static class PersonContent
{
    public static object Of(Person person)
    {
        var identity = person.InCaseSystem!;
        return new
        {
            active = true,
            nhsNumber = identity.NhsNumber,
            nhsNumberStatus = identity.NhsNumber is null ? null : identity.NhsStatus,
            pncId = identity.PncId,
            croNumber = identity.CroNumber,
            title = person.IsMale ? "Mr" : "Ms",
            forenames = identity.Forenames,
            surname = identity.Surname,
            aliases = identity.HasAlias ? new[] { new { forenames = new[] { identity.OtherForename ?? identity.Forenames[0] }, surname = identity.OtherSurname ?? identity.Surname } } : null,
            dateOfBirth = BritishTime.Text(identity.DateOfBirth),
            sex = person.Sex,
            ethnicity = person.Ethnicity,
            noFixedAbode = person.Address is null,
            address = person.Address is not { } home ? null : new { line1 = home.Lines[0], line2 = home.Lines.ElementAtOrDefault(1), town = home.Town, county = home.County, postcode = home.Postcode },
            telephone = person.Telephone,
            mobile = person.Mobile,
            language = person.Language,
            interpreterRequired = person.Language is not null ? true : (bool?)null,
            gpPractice = person.Practice,
            staffAlert = person.Needs.Any(n => n.Code == "violence") ? "Prefers to be seen by two people" : null,
        };
    }
}
