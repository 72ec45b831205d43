using System.Text.Json.Nodes;
using Gateway.Simulators.People;
using Gateway.Simulators.Serving;

namespace Gateway.Simulators.CaseSystem;

/// <summary>A step that staff take with a health request.</summary>
internal sealed record HealthRequestStep(string Name, Action<JsonObject, JsonObject, DateTimeOffset> Change)
{
    private static readonly HealthRequestStep[] s_all =
    [
        new("accept", (request, said, now) => SetStatus(request, "accepted", said, now)),
        new("reject", (request, said, now) => SetStatus(request, "rejected", said, now)),
        new("attend", Attend),
        new("complete", Complete),
    ];

    public static HealthRequestStep? Find(string name) => s_all.FirstOrDefault(s => s.Name == name);

    public JsonObject Apply(JsonObject request, JsonObject said, DateTimeOffset now)
    {
        Change(request, said, now);
        return request;
    }

    private static void SetStatus(JsonObject request, string status, JsonObject said, DateTimeOffset now)
    {
        (request["status"], request["statusAt"]) = (status, BritishTime.Text(now));
        request.Remove("statusReason");
        if (said["reasonCode"] is not null || said["reasonText"] is not null)
            request["statusReason"] = Json.Node(new { code = said["reasonCode"]?.ToString(), text = said["reasonText"]?.ToString() });
    }

    private static void Attend(JsonObject request, JsonObject said, DateTimeOffset now)
    {
        SetStatus(request, "in-progress", said, now);
        request["attendance"] = Json.Node(new { status = "arrived", arrivedAt = BritishTime.Text(now), worker = said["worker"] ?? Json.Node(CaseWorker.Of(2)) });
    }

    private static void Complete(JsonObject request, JsonObject said, DateTimeOffset now)
    {
        SetStatus(request, "completed", said, now);
        var attendance = request["attendance"] as JsonObject ?? Json.Node(new { arrivedAt = BritishTime.Text(now), worker = said["worker"] ?? Json.Node(CaseWorker.Of(2)) });
        (attendance["status"], attendance["leftAt"]) = ("left", BritishTime.Text(now));
        if (attendance.Parent is null)
            request["attendance"] = attendance;
        request["outcome"] = said["outcome"]?.DeepClone() ?? HealthRequestOutcome.Usual(request, now);
    }
}
