namespace Gateway.Security;

/// <summary>On whose behalf a scope was given.</summary>
internal enum ScopeContext
{
    /// <summary>The one patient that the token was made for.</summary>
    Patient,

    /// <summary>The person who uses the caller's system.</summary>
    User,

    /// <summary>The caller's system itself.</summary>
    System,
}
