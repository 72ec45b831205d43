using Gateway.EndToEnd.Tests.Data;
using Gateway.EndToEnd.Tests.Requests;
using Gateway.Security.Tokens;
using Gateway.Simulators.Faults;
using Gateway.Tests.Telemetry;
using Microsoft.Extensions.Logging;

namespace Gateway.EndToEnd.Tests.Logs;

/// <summary>Whatever is asked, pushed, refused or failing: nobody's data is in a log, a metric or an error.</summary>
public sealed class LogTests
{
    [Fact]
    public async Task No_data_of_a_person_is_in_logs_metrics_or_errors()
    {
        using var told = new Told();
        await using var demo = await RunningDemo.StartAsync(o => o with { Logging = log => log.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(told) });
        var errors = new List<string>();
        await RaiseAsync(demo, errors);
        await AskAsync(demo, errors);
        foreach (var mode in (FaultMode[])[FaultMode.Error, FaultMode.Malformed, FaultMode.Cut])
        {
            foreach (var system in demo.Systems.Faults.All)
                system.Set(new Fault { Mode = mode });
            await AskAsync(demo, errors);
            await demo.OrderAsync(demo.Systems.Custody, "control/push", new { custodyNumber = demo.People.KnownEverywhere.CustodyNumbers[0] });
            await demo.OrderAsync(demo.Systems.Courts, "control/push", new { count = 1 });
        }

        demo.Systems.Faults.Clear();
        var metrics = await demo.AskAsync(null, "metrics");
        var person = demo.People.KnownEverywhere;
        string[] secret = [.. HealthRequestBody.Marked, person.NhsNumber!, person.Surname, person.PncId!, person.CustodyNumbers[0], person.CasePersonId!];
        string[] asked = [.. HealthRequestBody.Marked, person.NhsNumber!, person.PncId!];

        told.Lines.Should().NotBeEmpty();
        told.Lines.Where(l => secret.Any(s => l.Contains(s, StringComparison.OrdinalIgnoreCase))).Take(3).Should().BeEmpty();
        metrics.Text.Should().Contain("gateway_searches").And.NotContainAny(secret);
        errors.Should().NotBeEmpty().And.NotContain(e => asked.Any(s => e.Contains(s, StringComparison.OrdinalIgnoreCase)));
    }

    private static async Task RaiseAsync(RunningDemo demo, List<string> errors)
    {
        foreach (var (body, type) in new[]
        {
            (HealthRequestBody.Json("HCR-log-1", "42CP/2026/000100"), "application/json"),
            (HealthRequestBody.Xml("HCR-log-2", "42CP/2026/000101"), "application/xml"),
            (HealthRequestBody.Json("HCR-log-3", "42CP/2026/000100")[..^9], "application/json"),
            (HealthRequestBody.Xml("HCR-log-4", "42CP/2026/000101")[..^9], "application/xml"),
            (HealthRequestBody.Json("HCR-log-5", ""), "application/json"),
        })
            Keep(await demo.AskAsync(DemoClients.CustodySystem, "custody/health-requests", HttpMethod.Post, r => HealthRequestBody.Put(r, body, type, $"log-{body.Length}")), errors);
        await Patience.UntilAsync(() => demo.OrderAsync(demo.Systems.CaseSystem, "control/health-requests/HCR-log-1/accept", new { }), a => (int)a.Status == 200);
        await Patience.UntilAsync(() => demo.ToldAsync("HCR-log-1"), seen => seen.Count > 0);
    }

    private static async Task AskAsync(RunningDemo demo, List<string> errors)
    {
        var person = demo.People.KnownEverywhere;
        foreach (var query in (string[])
        [
            $"MedicationStatement?patient.identifier={RunningDemo.Escaped(RunningDemo.Nhs, person.NhsNumber!)}",
            $"Patient?identifier={RunningDemo.Escaped("https://health-justice.example/id/pnc", person.PncId!)}",
            $"Patient?identifier={RunningDemo.Escaped(RunningDemo.Nhs, HealthRequestBody.NhsNumber)}",
            $"Patient?family={person.Surname}&birthdate=Markedsurname",
            $"Condition?code:below=Markedforename&subject=Patient/{HealthRequestBody.NhsNumber}",
            $"Patient/{HealthRequestBody.NhsNumber}",
            $"Patient/{HealthRequestBody.NhsNumber}/$medication-history",
            $"Patient/$medication-history?identifier={RunningDemo.Escaped(RunningDemo.Nhs, person.NhsNumber!)}",
            $"Markedsurname?family={person.NhsNumber}",
        ])
            foreach (var isStrict in (bool[])[false, true])
                Keep(await demo.SearchAsync(query, isStrict: isStrict), errors);
    }

    private static void Keep(Answer answer, List<string> errors)
    {
        if ((int)answer.Status >= 400)
            errors.Add(answer.Text);
    }
}
