using System.Text.Json;
using Gateway.Storage.Ledger;

namespace Gateway.Storage.Links;

/// <summary>What a change did to who is joined to whom, told for each record: <c>{"patients":[…]}</c> are those that it is now joined to, or no longer.</summary>
internal static class LinkChanges
{
    public const string Made = "link.made";

    public const string Removed = "link.removed";

    public const string Contested = "link.contested";

    public static IEnumerable<LedgerEvent> Between(IReadOnlyList<LinkedPerson> before, IReadOnlyList<LinkedPerson> after)
    {
        var (was, @is) = (Others(before), Others(after));
        foreach (var patient in was.Keys.Union(@is.Keys).Order(StringComparer.Ordinal))
        {
            var (old, now) = (was.GetValueOrDefault(patient), @is.GetValueOrDefault(patient));
            if (Told(Removed, patient, old.Others?.Except(now.Others ?? [])) is { } removed)
                yield return removed;
            if (Told(Made, patient, now.Others?.Except(old.Others ?? [])) is { } made)
                yield return made;
            if (now.IsContested && !old.IsContested)
                yield return new LedgerEvent(Contested, "Patient", patient, 0);
        }
    }

    private static LedgerEvent? Told(string kind, string patient, IEnumerable<string>? others) => others?.ToArray() is { Length: > 0 } patients
        ? new LedgerEvent(kind, "Patient", patient, 0) { Content = JsonSerializer.SerializeToUtf8Bytes(new { patients }) }
        : null;

    private static Dictionary<string, (string[]? Others, bool IsContested)> Others(IReadOnlyList<LinkedPerson> persons) => persons
        .SelectMany(p => p.Records, (person, record) => (record.Patient, Others: person.Records.Select(r => r.Patient).Where(o => o != record.Patient).ToArray(), person.IsContested))
        .ToDictionary(r => r.Patient, r => ((string[]?)r.Others, r.IsContested), StringComparer.Ordinal);
}
