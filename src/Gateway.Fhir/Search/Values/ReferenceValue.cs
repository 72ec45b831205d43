namespace Gateway.Fhir.Search.Values;

/// <summary>
/// What a Reference or canonical leads to. A local reference has <see cref="Type"/> and <see cref="Id"/> and no <see cref="Url"/>; an
/// absolute one has its <see cref="Url"/> (without version), and type and id where the URL ends in them; a canonical has only its URL.
/// A reference that has only a display has nothing of it all, and counts as a value for <c>:missing</c>.
/// </summary>
public sealed record ReferenceValue : IndexValue
{
    /// <summary>The type of the resource, where the reference or its <c>type</c> says it.</summary>
    public string? Type { get; init; }

    /// <summary>The resource's id. For a contained resource that of its own row in the index: <c>MedicationRequest/23#m1</c>.</summary>
    public string? Id { get; init; }

    /// <summary>The version after <c>/_history/</c>, or after the bar of a canonical.</summary>
    public string? Version { get; init; }

    /// <summary>The absolute URL, URN or canonical, without version; null for a local reference.</summary>
    public string? Url { get; init; }

    public bool IsCanonical { get; init; }

    /// <summary>The business identifier, for <c>:identifier</c>.</summary>
    public TokenValue? Identifier { get; init; }

    /// <summary>True when the reference leads to a resource of the same store.</summary>
    public bool IsLocal => Url is null && Type is not null && Id is not null;
}
