namespace Gateway.Storage.Ledger;

/// <summary>Where a resource is: <c>Patient/1</c>.</summary>
internal sealed record ResourceAddress(string Type, string Id)
{
    public override string ToString() => $"{Type}/{Id}";
}
