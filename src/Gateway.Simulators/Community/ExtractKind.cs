namespace Gateway.Simulators.Community;

/// <summary>A kind of file, with its columns.</summary>
internal sealed record ExtractKind(string Name, IReadOnlyList<string> Columns)
{
    public static ExtractKind Caseload { get; } =
        new("caseload", ["ClientRef", "NHSNumber", "Forename", "Surname", "DOB", "Sex", "Postcode", "ReferralRef", "Service", "Opened", "Status", "Worker", "ExtractedAt"]);

    public static ExtractKind Outcomes { get; } = new("outcomes", ["ReferralRef", "ClientRef", "OutcomeCode", "OutcomeReason", "OutcomeDate", "EnteredService", "Comment"]);

    public static ExtractKind Contacts { get; } = new("contacts", ["ContactRef", "ClientRef", "ReferralRef", "ContactDate", "ContactTime", "ContactType", "Attended", "Minutes", "Worker"]);

    public static ExtractKind Closures { get; } = new("closures", ["ClientRef", "ReferralRef", "Opened", "Closed", "ClosureReason"]);

    public static IReadOnlyList<ExtractKind> All { get; } = [Caseload, Outcomes, Contacts, Closures];

    /// <summary>A file of rows, each a value for each column, or none.</summary>
    public string Write(IEnumerable<IReadOnlyDictionary<string, string>> rows) =>
        string.Concat(rows.Select(r => Line(Columns.Select(c => r.GetValueOrDefault(c, "")))).Prepend(Line(Columns)));

    private static string Line(IEnumerable<string> values) =>
        string.Join(',', values.Select(v => v.AsSpan().IndexOfAny(",\"\r\n") < 0 ? v : $"\"{v.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")) + "\r\n";
}
