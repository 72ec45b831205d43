namespace Gateway.Fhir.Search.Queries;

/// <summary>What a query may ask a terminology server: the members of value sets and of hierarchies. Each answer is null when it is not to be had.</summary>
public sealed record SearchTerminology
{
    /// <summary>The members of the value set of that URL: system (null when the set names none) and code. For <c>:in</c> and <c>:not-in</c>.</summary>
    public Func<string, IReadOnlyCollection<(string? System, string Code)>?>? Members { get; init; }

    /// <summary>The codes of a system that a code subsumes, itself among them. For <c>:below</c>.</summary>
    public Func<string, string, IReadOnlyCollection<string>?>? Below { get; init; }

    /// <summary>The codes of a system that subsume a code, itself among them. For <c>:above</c>.</summary>
    public Func<string, string, IReadOnlyCollection<string>?>? Above { get; init; }
}
