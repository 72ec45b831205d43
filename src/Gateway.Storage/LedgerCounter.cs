namespace Gateway.Storage;

/// <summary>The counters that tell nodes what has changed.</summary>
public static class LedgerCounter
{
    /// <summary>Moved by every change of a client, of a token that was taken back, and of a signing key.</summary>
    public const string Clients = "clients";

    /// <summary>Moved by every version of a Consent.</summary>
    public const string Consents = "consents";

    /// <summary>Moved by every change of what a record is known by.</summary>
    public const string Links = "links";
}
