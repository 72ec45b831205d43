namespace Gateway.Requests.Pushes;

/// <summary>What became of a push.</summary>
/// <param name="Fields">What is said of it to its sender.</param>
internal sealed record PushTaken(IReadOnlyList<(string Field, object? Value)> Fields)
{
    /// <summary>The deliveries that carry it on.</summary>
    public IReadOnlyList<string> Deliveries { get; init; } = [];

    /// <summary>The ids of the Patients whom it told of.</summary>
    public IReadOnlyList<string> Patients { get; init; } = [];

    /// <summary>What was stored of it, <c>Type/id</c>; null where nothing was.</summary>
    public string? Stored { get; init; }
}
