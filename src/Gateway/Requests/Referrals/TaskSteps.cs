namespace Gateway.Requests.Referrals;

/// <summary>Which step of a Task who does it may take from where it stands (Clinical Order Workflows and the standard's state machine; http://hl7.org/fhir/R4/task.html).</summary>
internal static class TaskSteps
{
    private static readonly Dictionary<string, string[]> s_next = new(StringComparer.Ordinal)
    {
        ["requested"] = ["received", "accepted", "rejected"],
        ["received"] = ["accepted", "rejected"],
        ["accepted"] = ["in-progress", "on-hold", "completed", "failed"],
        ["in-progress"] = ["on-hold", "completed", "failed"],
        ["on-hold"] = ["in-progress", "completed", "failed"],
    };

    /// <summary>True where one or more steps lead there. What is held up on the way is in progress again before it goes on.</summary>
    public static bool Leads(string from, string to) => IsAllowed(from, to) || (s_next.TryGetValue(from, out var next) && next.Any(n => n != "on-hold" && Leads(n, to)));

    /// <summary>Saying again what is so is allowed: it changes nothing.</summary>
    public static bool IsAllowed(string from, string to) => from == to || (s_next.TryGetValue(from, out var next) && next.Contains(to));
}
