namespace Gateway.Sources;

/// <summary>What a source is and what it can be asked.</summary>
public sealed record SourceProfile
{
    /// <summary>The name in configuration, logs and metrics: <c>trust</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The name that people know it by.</summary>
    public required string Title { get; init; }

    /// <summary>The ODS code, or the force's code, of the organisation whose records these are.</summary>
    public required string Organization { get; init; }

    /// <summary>1 to 255 and never changed: it is part of gateway ids.</summary>
    public required byte Number { get; init; }

    /// <summary>The resource types that its records are mapped to.</summary>
    public required IReadOnlySet<string> Types { get; init; }

    /// <summary>The identifier systems by which a person can be asked for, best first.</summary>
    public required IReadOnlyList<string> PersonSystems { get; init; }

    /// <summary>The types that can be searched without naming a person.</summary>
    public IReadOnlySet<string> Lists { get; init; } = new HashSet<string>();

    /// <summary>The types that it accepts changes of.</summary>
    public IReadOnlySet<string> Takes { get; init; } = new HashSet<string>();

    /// <summary>Of these, the types that callers may create and change in it.</summary>
    public IReadOnlySet<string> Writes { get; init; } = new HashSet<string>();

    /// <summary>The locator by which a resource of a record is written, from the record's locator and the resource's own id; null where it cannot be.</summary>
    public Func<string, string?, string?> WrittenAt { get; init; } = static (locator, _) => locator;

    /// <summary>True where all about a person is one record, in which what is created about them stands too.</summary>
    public bool HasPersonRecords { get; init; }

    /// <summary>Whether <see cref="IResourceSource.ChangesAsync"/> has anything to tell.</summary>
    public bool HasFeed { get; init; }

    /// <summary>True when its resources bear gateway ids and references already.</summary>
    public bool OwnsIds { get; init; }

    /// <summary>Of a source that owns ids, whether it has the resource of that type and id; where several own a type, who has it is asked.</summary>
    public Func<string, string, bool> Has { get; init; } = static (_, _) => true;

    /// <summary>True when it is asked only by searches that name one of its types, and not by those that may be about any.</summary>
    public bool IsAskedByType { get; init; }

    /// <summary>
    /// The locator of the record that a business identifier names, from its system and value; null where the system is none of its record numbers. Logical
    /// references to the first resource of that record are then given as addresses.
    /// </summary>
    public Func<string, string, string?> Locate { get; init; } = static (_, _) => null;

    /// <summary>The <c>meta.source</c> of what comes from it.</summary>
    public required Uri Uri { get; init; }
}
