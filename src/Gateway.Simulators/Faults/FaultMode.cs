namespace Gateway.Simulators.Faults;

/// <summary>What goes wrong.</summary>
public enum FaultMode
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The answer comes late.</summary>
    Delay,

    /// <summary>A status of failure instead of the answer.</summary>
    Error,

    /// <summary>No answer ever.</summary>
    Hang,

    /// <summary>The connection breaks in the middle of the body.</summary>
    Cut,

    /// <summary>A body that cannot be read.</summary>
    Malformed,

    /// <summary>429, to be asked again later.</summary>
    RateLimit,

    /// <summary>Credentials that were good are refused.</summary>
    StaleToken,
}
