using Gateway.Storage.Links;

namespace Gateway.Storage.Tests.Links;

/// <summary>Who is joined, said as plainly as it can be: record by record, pair by pair.</summary>
internal sealed class LinkModel
{
    private const string Nhs = "https://fhir.nhs.uk/Id/nhs-number";
    private const string Pnc = "https://health-justice.example/id/pnc";
    private readonly Dictionary<string, LinkedRecord> _records = [];

    public void Put(LinkedRecord record) => _records[record.Patient] = record;

    public void Remove(string patient) => _records.Remove(patient);

    /// <summary>Each person as its records' ids, a star before those that are contested.</summary>
    public IEnumerable<string> Persons() => _records.Values.Select(r => Shown(r)).Distinct();

    private string Shown(LinkedRecord record)
    {
        var reached = new HashSet<LinkedRecord> { record };
        while (reached.Count < (reached = [.. reached, .. _records.Values.Where(o => reached.Any(r => Strong(r).Intersect(Strong(o)).Any()))]).Count)
        {
        }

        var isContested = Of(reached, Nhs).Length > 1 || Of(reached, Pnc).Length > 1;
        var joined = isContested ? reached.Where(o => o == record || IsJoinedThoughContested(record, o, reached)) : reached;
        return (isContested ? "*" : "") + string.Join(' ', joined.Select(r => r.Patient).Order(StringComparer.Ordinal));
    }

    private static bool IsJoinedThoughContested(LinkedRecord one, LinkedRecord other, IEnumerable<LinkedRecord> reached)
    {
        if (new[] { one, other }.Any(r => Of([r], Nhs).Length > 1 || Of([r], Pnc).Length > 1))
            return false;
        if (!Of([one], Nhs).SequenceEqual(Of([other], Nhs)))
            return false;
        if (Of([one], Nhs) is not [var number])
            return Of([one], Pnc) is [var pnc] && Of([other], Pnc).SequenceEqual([pnc]);
        var sharing = reached.Where(r => Of([r], Nhs).SequenceEqual([number]) && Of([r], Pnc).Length < 2);
        return Of(sharing, Pnc).Length < 2 || Of([one], Pnc).SequenceEqual(Of([other], Pnc));
    }

    private static string[] Of(IEnumerable<LinkedRecord> records, string system) => [.. records.SelectMany(Strong).Where(i => i.System == system).Select(i => i.Value).Distinct()];

    private static IEnumerable<(string System, string Value)> Strong(LinkedRecord record) => record.Identifiers.Where(i => i.IsStrong).Select(i => (i.System, i.Value));
}
