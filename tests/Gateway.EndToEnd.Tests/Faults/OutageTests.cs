using Gateway.EndToEnd.Tests.Data;
using Gateway.Security.Tokens;
using Gateway.Simulators.Faults;

namespace Gateway.EndToEnd.Tests.Faults;

/// <summary>What is on its way while a system is down arrives afterwards, once, and in order.</summary>
public sealed class OutageTests(OutageDemo outage) : IClassFixture<OutageDemo>
{
    // Healthcare comes, and leaves when it has decided.
    private static readonly string[] s_messages = ["HealthRequestAcknowledgement", "HealthRequestAttendance", "HealthRequestAttendance", "HealthRequestOutcome"];

    private RunningDemo Demo => outage.Demo;

    [Theory]
    [InlineData(FaultMode.Error)]
    [InlineData(FaultMode.Cut)]
    [InlineData(FaultMode.Hang)]
    public async Task Custody_is_told_each_step_once_and_in_order_when_it_is_back(FaultMode mode)
    {
        var reference = await RaiseAsync($"HCR-custody-{mode}");
        await StepAsync(reference, "accept");
        await Patience.UntilAsync(() => Demo.ToldAsync(reference), told => told.Count == 1);
        Demo.Systems.Faults.Custody.Set(new Fault { Mode = mode, Path = "/health-request" });
        await StepAsync(reference, "attend");
        await StepAsync(reference, "complete");
        await Patience.UntilAsync(() => Demo.TasksAsync(reference), t => t.Of("Task").Count(x => x.ChildText("status") == "completed") == 2);
        await Patience.UntilAsync(() => Task.FromResult(Demo.Systems.Faults.Custody.Struck), struck => struck > 0);
        Demo.Systems.Faults.Clear();
        await Patience.UntilAsync(() => Demo.ToldAsync(reference), told => told.Any(m => m.Kind == s_messages[^1]));
        await SettledAsync();

        var all = await Demo.ToldAsync(reference);
        all.Select(m => m.Kind).Should().Equal(s_messages);
        all.Select(m => m.Body).Should().OnlyHaveUniqueItems();
    }

    [Theory]
    [InlineData(FaultMode.Error)]
    [InlineData(FaultMode.Cut)]
    [InlineData(FaultMode.Malformed)]
    public async Task A_request_raised_while_the_case_system_is_down_is_received_and_delivered_once(FaultMode mode)
    {
        Demo.Systems.Faults.CaseSystem.Set(new Fault { Mode = mode, Path = "/api/health-requests" });
        var reference = await RaiseAsync($"HCR-case-{mode}");
        await Patience.UntilAsync(() => Task.FromResult(Demo.Systems.Faults.CaseSystem.Struck), struck => struck > 0);
        Demo.Systems.Faults.Clear();
        await StepAsync(reference, "accept");
        await Patience.UntilAsync(() => Demo.ToldAsync(reference), told => told.Count > 0);
        await SettledAsync();

        (await Demo.CasesAsync($"health-requests?reference={reference}")).Should().HaveCount(1);
        (await Demo.ToldAsync(reference)).Select(m => m.Kind).Should().Equal(s_messages[0]);
        (await Demo.OwnTasksAsync(reference)).Should().HaveCount(1);
    }

    [Theory]
    [InlineData(FaultMode.Error)]
    [InlineData(FaultMode.Cut)]
    [InlineData(FaultMode.Malformed)]
    public async Task What_the_provider_reported_while_it_could_not_be_read_is_caught_up_with_once(FaultMode mode)
    {
        Demo.Systems.Faults.Community.Set(new Fault { Mode = mode });
        var referrals = new[] { await ReferAsync(), await ReferAsync() };
        foreach (var referral in referrals)
            await ReportAsync(referral);
        await Patience.UntilAsync(() => Task.FromResult(Demo.Systems.Faults.Community.Struck), struck => struck > 1);
        var during = await StatusAsync(referrals[0]);
        Demo.Systems.Faults.Clear();
        foreach (var referral in referrals)
            await Patience.UntilAsync(() => StatusAsync(referral), s => s == "in-progress");
        await ReportAsync(await ReferAsync());
        await SettledAsync();

        during.Should().NotBe("in-progress");
        foreach (var referral in referrals)
        {
            (await StatusAsync(referral)).Should().Be("in-progress");
            (await ChangesAsync(referral)).Should().Be(2, "it is made, and changed once by the report");
        }
    }

    private async Task<string> RaiseAsync(string reference)
    {
        var pushed = (await Demo.OrderAsync(Demo.Systems.Custody, "control/health-requests", new { custodyNumber = Demo.People.InCustody.CustodyNumbers[^1], urgency = "urgent", reference })).Json;
        ((int?)pushed["status"]).Should().Be(202);
        return reference;
    }

    // Staff can take a step once the request has reached them.
    private async Task StepAsync(string reference, string step) =>
        (await Patience.UntilAsync(() => Demo.OrderAsync(Demo.Systems.CaseSystem, $"control/health-requests/{reference}/{step}", new { }), a => (int)a.Status == 200)).Status.Should().Be(System.Net.HttpStatusCode.OK);

    private async Task<string> ReferAsync() =>
        (string)(await Demo.OrderAsync(Demo.Systems.CaseSystem, "control/referrals", new { personId = Demo.People.Referred.CasePersonId })).Json["id"]!;

    private Task<Answer> ReportAsync(string referral) => Demo.OrderAsync(Demo.Systems.Community, "control/extracts", new
    {
        kind = "outcomes",
        rows = new[] { new { ReferralRef = referral, ClientRef = "TR-9001", OutcomeCode = "ENG", OutcomeDate = Demo.Gateway.Now.ToString("dd/MM/yyyy"), EnteredService = "Y" } },
    });

    private async Task<string?> StatusAsync(string referral) =>
        (await Demo.SearchAsync($"Task?identifier={RunningDemo.Escaped("https://health-justice.example/id/case-system/referral-task", referral)}", DemoClients.Practitioner)).Found.Of("Task").Select(t => t.ChildText("status")).FirstOrDefault();

    private async Task<int> ChangesAsync(string referral)
    {
        var (count, after) = (0, "");
        while (true)
        {
            var changes = await Demo.CaseChangesAsync(after);
            count += changes["changes"]!.AsArray().Count(c => (string?)c!["id"] == referral);
            after = (string)changes["next"]!;
            if (!(bool)changes["hasMore"]!)
                return count;
        }
    }

    // Another request goes all the way: what was before it in feeds and outbox has been worked through.
    private async Task SettledAsync()
    {
        var reference = await RaiseAsync($"HCR-settled-{Guid.NewGuid():N}");
        await StepAsync(reference, "accept");
        await Patience.UntilAsync(() => Demo.ToldAsync(reference), told => told.Count > 0);
    }
}
