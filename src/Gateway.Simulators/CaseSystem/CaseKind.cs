namespace Gateway.Simulators.CaseSystem;

/// <summary>A kind of record of the case system: its path segment, the letters that its numbers begin with, and what a record must have.</summary>
internal sealed record CaseKind(string Name, string Prefix, IReadOnlyList<string> Required)
{
    public static CaseKind Persons { get; } = new("persons", "P", []);

    public static CaseKind Episodes { get; } = new("episodes", "E", ["personId", "team", "status"]);

    public static CaseKind Answers { get; } = new("answers", "A", ["personId", "form", "status"]);

    public static CaseKind Feedback { get; } = new("feedback", "FB", ["receivedOn"]);

    public static CaseKind Consents { get; } = new("consents", "C", ["personId", "decision", "purpose"]);

    public static CaseKind Referrals { get; } = new("referrals", "R", ["personId", "service", "status"]);

    public static CaseKind Risks { get; } = new("risks", "K", ["personId", "type", "status"]);

    public static CaseKind MedicationsGiven { get; } = new("medications-given", "M", ["personId", "medicine", "status", "givenAt"]);

    public static CaseKind CourtDates { get; } = new("court-dates", "D", ["personId", "startsAt", "status"]);

    public static CaseKind HealthRequests { get; } = new("health-requests", "H", ["reference", "custodyNumber"]);

    public static IReadOnlyList<CaseKind> All { get; } =
        [Persons, Episodes, Answers, Feedback, Consents, Referrals, Risks, MedicationsGiven, CourtDates, HealthRequests];

    public static CaseKind? Find(string name) => All.FirstOrDefault(k => k.Name == name);
}
