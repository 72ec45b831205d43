using System.Globalization;
using Gateway.Simulators.People;

namespace Gateway.Simulators.Community;

/// <summary>The files of three years: each quarter what became of referrals, and now the caseload.</summary>
internal static class ExtractSeed
{
    private static readonly string[] s_types = ["F2F", "F2F", "HOME", "TEL", "VID", "GRP"];
    private static readonly string[] s_attended = ["Y", "Y", "Y", "N", "CP", "CC"];

    public static void Fill(ExtractShelf shelf, Population population)
    {
        var people = population.People.Where(p => p is { InCommunity: not null, Referral: not null }).ToList();
        for (var quarter = 12; quarter >= 1; quarter--)
        {
            var (from, to) = (population.Today.AddDays(-92 * quarter), population.Today.AddDays(-92 * (quarter - 1)));
            var (first, last) = (BritishTime.Day(from), BritishTime.Day(to));
            Drop(ExtractKind.Outcomes, to, people.Where(p => p.Referral!.At >= from && p.Referral.At < to).Select(Outcome));
            Drop(ExtractKind.Contacts, to, people.Where(p => p.Referral!.EnteredOn >= first && p.Referral.EnteredOn < last).SelectMany(p => Contacts(p, population)));
            Drop(ExtractKind.Closures, to, people.Where(p => p.Referral!.ClosedOn >= first && p.Referral.ClosedOn < last).Select(Closure));
        }

        Drop(ExtractKind.Caseload, population.Today, people.Where(p => p.Referral!.Status is "engaged" or "completed" or "accepted").Select(p => Case(p, population)));

        void Drop(ExtractKind kind, DateTimeOffset at, IEnumerable<IReadOnlyDictionary<string, string>> rows)
        {
            var lines = rows.ToList();
            if (lines.Count > 0)
                shelf.Drop(kind, at.AddHours(-18), kind.Write(lines));
        }
    }

    private static Dictionary<string, string> Outcome(Person person)
    {
        var referral = person.Referral!;
        return Row(
            ("ReferralRef", referral.Id),
            ("ClientRef", referral.Status == "rejected" ? null : person.InCommunity!.Id),
            ("OutcomeCode", Code(referral.Status)),
            ("OutcomeReason", referral.ReasonCode),
            ("OutcomeDate", BritishTime.British(referral.EnteredOn ?? BritishTime.Day(referral.StatusAt))),
            ("EnteredService", referral.EnteredOn is null ? "N" : "Y"),
            ("Comment", referral.Reason ?? (referral.EnteredOn is null ? null : "Seen at the hub")));
    }

    private static List<Dictionary<string, string>> Contacts(Person person, Population population)
    {
        var draw = Draw.For(population.Seed, person.Number, 11);
        return [.. Enumerable.Range(0, draw.Between(1, 4)).Select(i =>
        {
            var attended = draw.Of(s_attended);
            return Row(
                ("ContactRef", $"CT-{(person.Number * 10) + i}"),
                ("ClientRef", person.InCommunity!.Id),
                ("ReferralRef", person.Referral!.Id),
                ("ContactDate", BritishTime.British(person.Referral.EnteredOn!.Value.AddDays(i * 6))),
                ("ContactTime", $"{draw.Between(9, 16):D2}:{(draw.Chance(50) ? "00" : "30")}"),
                ("ContactType", draw.Of(s_types)),
                ("Attended", attended),
                ("Minutes", attended == "Y" ? draw.Between(15, 60).ToString(CultureInfo.InvariantCulture) : null),
                ("Worker", Worker(person)));
        })];
    }

    private static Dictionary<string, string> Closure(Person person) => Row(
        ("ClientRef", person.InCommunity!.Id),
        ("ReferralRef", person.Referral!.Id),
        ("Opened", BritishTime.British(person.Referral.EnteredOn!.Value)),
        ("Closed", BritishTime.British(person.Referral.ClosedOn!.Value)),
        ("ClosureReason", "COMP"));

    private static Dictionary<string, string> Case(Person person, Population population)
    {
        var (identity, referral) = (person.InCommunity!, person.Referral!);
        return Row(
            ("ClientRef", identity.Id),
            ("NHSNumber", identity.NhsNumber is { } n ? $"{n[..3]} {n[3..6]} {n[6..]}" : null),
            ("Forename", identity.Forenames[0]),
            ("Surname", identity.Surname),
            ("DOB", BritishTime.British(identity.DateOfBirth)),
            ("Sex", person.Sex),
            ("Postcode", person.Address?.Postcode),
            ("ReferralRef", referral.Id),
            ("Service", population.Area.Community.ServiceCode),
            ("Opened", BritishTime.British(referral.EnteredOn ?? BritishTime.Day(referral.StatusAt))),
            ("Status", referral.Status switch { "completed" => "Closed", "accepted" => "Waiting", _ => "Open" }),
            ("Worker", Worker(person)),
            ("ExtractedAt", BritishTime.Text(population.Today.AddHours(-18), "dd/MM/yyyy HH:mm")));
    }

    /// <summary>The provider's code of how a referral stands; a completed one was told of when the person entered, and is closed in another file.</summary>
    private static string Code(string status) => status switch
    {
        "received" => "REC",
        "accepted" => "ACC",
        "rejected" => "REJ",
        "did-not-attend" => "DNA",
        "withdrawn" => "WDN",
        _ => "ENG",
    };

    private static string Worker(Person person) => Names.Staff[person.Number % Names.Staff.Count] is var name ? $"{name[0]}. {name.Split(' ')[1]}" : "";

    private static Dictionary<string, string> Row(params (string Column, string? Value)[] values) =>
        values.Where(v => v.Value is not null).ToDictionary(v => v.Column, v => v.Value!);
}
