using System.Net;
using Gateway.EndToEnd.Tests.Data;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Validation;

namespace Gateway.EndToEnd.Tests.Records;

/// <summary>The first journey over every structured record that somebody else wrote: what is in it is answered, and what is wrong with it is said.</summary>
public sealed class StructuredRecordTests
{
    private static readonly string[] s_types = ["MedicationStatement", "MedicationRequest"];

    private static string Folder => Path.Combine(TestFolders.Shared!, "gp-connect-stu3");

    [NeedsSharedFact]
    public async Task Every_record_is_answered_with_all_that_is_in_it_or_said_to_be_unreadable()
    {
        await using var demo = await RunningDemo.StartAsync(o => o with { Records = Folder });
        var records = await RecordsAsync(demo);
        var failures = new List<string>();
        foreach (var record in records)
            foreach (var type in s_types)
                failures.AddRange((await SearchedAsync(demo, record, type)).Select(f => $"{record.File}, {type}: {f}"));

        records.Should().HaveCountGreaterThan(10).And.Contain(r => !r.IsWellFormed).And.Contain(r => r.Counts["MedicationStatement"] > 0);
        failures.Should().BeEmpty();
    }

    [NeedsSharedFact]
    public async Task The_history_of_every_record_holds_each_of_its_statements()
    {
        await using var demo = await RunningDemo.StartAsync(o => o with { Records = Folder });
        var failures = new List<string>();
        foreach (var record in await RecordsAsync(demo))
            failures.AddRange((await HistoryAsync(demo, record)).Select(f => $"{record.File}: {f}"));

        failures.Should().BeEmpty();
    }

    private static async Task<IReadOnlyList<StructuredRecord>> RecordsAsync(RunningDemo demo) =>
        [.. (await demo.OrderAsync(demo.Systems.Trust, "control/records")).Json.AsArray().Select(r => StructuredRecord.Of(Folder, (string)r!["file"]!, (string)r["nhsNumber"]!))];

    private static async Task<List<string>> SearchedAsync(RunningDemo demo, StructuredRecord record, string type)
    {
        var answer = await demo.SearchAsync($"{type}?patient.identifier={RunningDemo.Escaped(RunningDemo.Nhs, record.NhsNumber)}&_count=1000");
        var failures = Invalid(answer.Resource).ToList();
        if (!record.IsWellFormed)
            return [.. failures, .. Unread(answer)];
        var (found, state) = (answer.Found.Of(type), answer.Found.StateOf("trust"));
        // A record may hold something else that is no valid R4, such as an Organization without name and number: that is left out and said.
        if (answer.Status != HttpStatusCode.OK || (state != (record.Counts[type] > 0 ? "answered" : "nothing-known") && state != "partly"))
            failures.Add($"{(int)answer.Status}, the trust is said to be {state}");
        if (found.Count != record.Counts[type] || (answer.Found.Total ?? $"{found.Count}") != $"{found.Count}")
            failures.Add($"{found.Count} found and {answer.Found.Total} told of {record.Counts[type]}");
        return failures;
    }

    private static async Task<List<string>> HistoryAsync(RunningDemo demo, StructuredRecord record)
    {
        var answer = await demo.SearchAsync($"Patient/$medication-history?identifier={RunningDemo.Escaped(RunningDemo.Nhs, record.NhsNumber)}");
        var failures = Invalid(answer.Resource).ToList();
        if (!record.IsWellFormed)
            return [.. failures, .. Unread(answer)];
        if (answer.Status != HttpStatusCode.OK)
            return [.. failures, $"the status is {(int)answer.Status}"];
        foreach (var (type, count) in record.Counts)
            if (answer.Found.Of(type).Count != count)
                failures.Add($"{answer.Found.Of(type).Count} of {count} {type}");
        return failures;
    }

    // "Nothing known" would be a lie: something is, and cannot be read.
    private static IEnumerable<string> Unread(Answer answer)
    {
        if (answer.Found.StateOf("trust") is not ("failed" or "partly") and var state)
            yield return $"the trust is said to be {state}";
        if (answer.Found.Total is not null)
            yield return "a total is told";
        if (answer.Status is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.OK))
            yield return $"the status is {(int)answer.Status}";
    }

    private static IEnumerable<string> Invalid(Element resource) => BaseRules.Check(resource).Where(f => !f.IsWarning).Take(5).Select(f => $"no valid R4: {f}");
}
