namespace Gateway.Storage.Ledger;

/// <summary>Something that happened, told in the transaction that did it.</summary>
/// <param name="Kind">What happened, in dotted words: <c>resource.created</c>.</param>
/// <param name="Type">The type of the resource that it is about.</param>
/// <param name="Id">Its id.</param>
/// <param name="Version">Its version after the event.</param>
public sealed record LedgerEvent(string Kind, string Type, string Id, int Version)
{
    /// <summary>The number in the stream, from 1 without gaps; 0 until it is stored.</summary>
    public long Number { get; init; }

    public DateTimeOffset Recorded { get; init; }

    /// <summary>More about it as UTF-8 JSON; empty for nothing.</summary>
    public ReadOnlyMemory<byte> Content { get; init; }
}
