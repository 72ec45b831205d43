namespace Gateway.Telemetry;

/// <summary>How complete the answer to a search was.</summary>
internal enum Completeness
{
    /// <summary>All sources that were asked answered, with something.</summary>
    Complete,

    /// <summary>Some did not answer, or not wholly.</summary>
    Partial,

    /// <summary>None answered.</summary>
    Failed,

    /// <summary>All answered, and none knows anything.</summary>
    Nothing,
}
