namespace Gateway.Demo;

/// <summary>How a demo is started.</summary>
internal sealed record DemoOptions
{
    public string Area { get; init; } = "essex";

    /// <summary>The folder of ledger, keys and tokens.</summary>
    public required string Data { get; init; }

    /// <summary>0 for any that is free.</summary>
    public int Port { get; init; }

    public int People { get; init; } = 400;

    /// <summary>Staff of the case system take health requests up by themselves.</summary>
    public bool IsAutomatic { get; init; } = true;

    public TimeSpan AutomaticPause { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>A folder of structured records that the trust serves beside its own.</summary>
    public string? Records { get; init; }

    public string? Postgres { get; init; }

    public string? KeyFile { get; init; }

    /// <summary>More settings of the host.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary>Where the log goes beside or in place of the console; null for the console alone.</summary>
    public Action<ILoggingBuilder>? Logging { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
