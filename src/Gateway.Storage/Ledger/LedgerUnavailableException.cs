namespace Gateway.Storage.Ledger;

/// <summary>The database cannot be reached, or broke off. <see cref="IsUndecided"/> tells whether the work may have been stored all the same.</summary>
public sealed class LedgerUnavailableException(string message, bool isUndecided, Exception inner) : Exception(message, inner)
{
    /// <summary>True when the connection broke while the commit was on its way: the same request, with the same key, must be made again to know.</summary>
    public bool IsUndecided { get; } = isUndecided;
}
