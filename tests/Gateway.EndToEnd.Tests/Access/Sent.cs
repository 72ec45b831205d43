using System.Net;
using System.Text.Json.Nodes;
using Gateway.EndToEnd.Tests.Data;
using Gateway.Storage.Outbox;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.EndToEnd.Tests.Access;

/// <summary>What the gateway sends by itself: who causes it, and what became of it.</summary>
internal static class Sent
{
    /// <summary>Custody asks for healthcare; the reference of the request.</summary>
    public static async Task<string> RequestAsync(RunningDemo demo, string custodyNumber) =>
        (string)(await demo.OrderAsync(demo.Systems.Custody, "control/health-requests", new { custodyNumber, urgency = "urgent", reasons = new[] { "fitness-to-detain" }, format = "json" })).Json["reference"]!;

    /// <summary>Staff take a step, once the request has reached them.</summary>
    public static async Task StepAsync(RunningDemo demo, string reference, string step) =>
        (await Patience.UntilAsync(() => demo.OrderAsync(demo.Systems.CaseSystem, $"control/health-requests/{reference}/{step}", new JsonObject()), a => a.Status == HttpStatusCode.OK)).Status.Should().Be(HttpStatusCode.OK);

    /// <summary>The delivery to a receiver that was withheld, once there is one about that matter.</summary>
    public static async Task<Delivery> WithheldAsync(RunningDemo demo, string receiver, string matter = "") =>
        (await Patience.UntilAsync(() => UndeliveredAsync(demo), all => all.Any(d => IsWithheld(d, receiver, matter)))).First(d => IsWithheld(d, receiver, matter));

    /// <summary>Puts a delivery back, as an operator does.</summary>
    public static Task<bool> ReplayAsync(RunningDemo demo, string id) => Queue(demo).ReplayAsync(id);

    public static Task<IReadOnlyList<Delivery>> UndeliveredAsync(RunningDemo demo) => Queue(demo).UndeliveredAsync(100);

    private static bool IsWithheld(Delivery delivery, string receiver, string matter) => delivery.State == DeliveryState.Withheld && delivery.Destination.StartsWith($"{receiver}#{matter}", StringComparison.Ordinal);

    private static OutboxQueue Queue(RunningDemo demo) => demo.Gateway.Services.GetRequiredService<OutboxQueue>();
}
