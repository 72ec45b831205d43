namespace Gateway.Storage.Ledger;

/// <summary>A change that the ledger refuses; nothing of the unit of work that it belongs to is stored.</summary>
public sealed class LedgerRefusedException(LedgerRefusal refusal, string message) : Exception(message)
{
    public LedgerRefusal Refusal { get; } = refusal;
}
