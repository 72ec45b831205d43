namespace Gateway.Telemetry;

/// <summary>A step of a health request.</summary>
internal enum HealthRequestStep
{
    Received,

    /// <summary>The same request came again and was answered as before.</summary>
    Repeated,

    /// <summary>What came could not be read as a request.</summary>
    Refused,
    Accepted,
    Rejected,
    Attended,
    Completed,
    Cancelled,

    /// <summary>The sixty minutes passed.</summary>
    Overdue,
}
