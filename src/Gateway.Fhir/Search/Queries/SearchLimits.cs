namespace Gateway.Fhir.Search.Queries;

/// <summary>How much one query may ask for.</summary>
public sealed record SearchLimits
{
    public static SearchLimits Default { get; } = new();

    /// <summary>The most characters of the query string.</summary>
    public int Length { get; init; } = 64 * 1024;

    /// <summary>The most parameters.</summary>
    public int Parameters { get; init; } = 100;

    /// <summary>The most values of one parameter, joined by commas.</summary>
    public int Values { get; init; } = 1000;

    /// <summary>The most references that a chain follows, forwards or backwards.</summary>
    public int ChainDepth { get; init; } = 5;

    /// <summary>The most conditions that chains without named types may branch into.</summary>
    public int Conditions { get; init; } = 1000;

    /// <summary>The most matches on a page; a larger <c>_count</c> is taken as this.</summary>
    public int Count { get; init; } = 1000;

    /// <summary>The most included resources on a page.</summary>
    public int Included { get; init; } = 10_000;

    /// <summary>The most codes that a value set may bring into a query.</summary>
    public int Codes { get; init; } = 10_000;
}
