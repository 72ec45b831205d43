using Gateway.Fhir.Elements;
using Gateway.Fhir.Elements.Primitives;
using Gateway.Requests.Native;
using Gateway.Sources;

namespace Gateway.Requests.HealthRequests;

/// <summary>How far a health request has come, as custody may know it.</summary>
internal static class HealthRequestStatus
{
    /// <param name="task">The Task of the request.</param>
    /// <param name="received">When the gateway received it.</param>
    public static NativeContent Of(Element task, DateTimeOffset received) => new("HealthRequestStatus",
    [
        ("reference", task.ChildText("id")),
        ("requestReference", task["identifier"].Where(i => i.ChildText("system") == Systems.HealthRequest).Select(i => i.ChildText("value")).FirstOrDefault()),
        ("status", task.ChildText("status") is "requested" ? "received" : task.ChildText("status")),
        ("receivedAt", FhirInstant.Of(received)),
        ("changedAt", task.ChildText("lastModified")),
        ("respondBy", task["restriction"].SelectMany(r => r["period"]).Select(p => p.ChildText("end")).FirstOrDefault()),
        ("overdue", HealthRequestClock.IsOverdue(task) ? true : null),
    ]);
}
