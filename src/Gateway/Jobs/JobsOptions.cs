using System.ComponentModel.DataAnnotations;

namespace Gateway.Jobs;

/// <summary>What the gateway does by itself, and how often.</summary>
internal sealed record JobsOptions : IValidatableObject
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Jobs";

    private const string Least = "00:00:01";
    private const string Most = "36500.00:00:00";

    /// <summary>How often the length of the audit trail is signed and kept outside of the database.</summary>
    [Range(typeof(TimeSpan), Least, Most)]
    public TimeSpan CheckpointEvery { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The private key (PEM, elliptic curve) that checkpoints are signed with; none, no checkpoints.</summary>
    public string? CheckpointKeyFile { get; init; }

    /// <summary>Where checkpoints are kept: a file, or an https address.</summary>
    public string? CheckpointPlace { get; init; }

    /// <summary>How often old months of the audit trail are looked for.</summary>
    [Range(typeof(TimeSpan), Least, Most)]
    public TimeSpan RetentionEvery { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How long the audit trail is kept: as long as the records of adults' health care that it tells of, eight years.</summary>
    [Range(typeof(TimeSpan), "31.00:00:00", Most)]
    public TimeSpan AuditKept { get; init; } = TimeSpan.FromDays(8 * 366);

    /// <summary>How often what nobody will ask for again is forgotten.</summary>
    [Range(typeof(TimeSpan), Least, Most)]
    public TimeSpan ForgetEvery { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long the answer to a request is kept for its repetition; longer than any sender tries again.</summary>
    [Range(typeof(TimeSpan), Least, Most)]
    public TimeSpan AnswersKept { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How long deliveries that were made can be replayed. So long the ledger holds what they said, and no longer.</summary>
    [Range(typeof(TimeSpan), Least, Most)]
    public TimeSpan DeliveriesKept { get; init; } = TimeSpan.FromDays(14);

    /// <summary>How often nodes on PostgreSQL tell each other that they live; one that is silent for twice as long is replaced.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan CheckInEvery { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The most jobs that one node runs at once.</summary>
    [Range(1, 100)]
    public int Threads { get; init; } = 8;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if ((CheckpointKeyFile is null) != (CheckpointPlace is null))
            yield return new ValidationResult("Checkpoints need both a key and a place.", [nameof(CheckpointKeyFile), nameof(CheckpointPlace)]);
    }
}
