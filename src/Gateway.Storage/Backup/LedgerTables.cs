namespace Gateway.Storage.Backup;

/// <summary>The tables of the ledger in the order in which they can be filled, each with its columns; a test compares them with the schema.</summary>
internal static class LedgerTables
{
    public static IReadOnlyList<LedgerTable> All { get; } =
    [
        new("resource", "rid", "rid", "type", "id", "version", "updated", "deleted", "content"),
        new("resource_version", null, "rid", "version", "type", "id", "updated", "method", "content"),
        new("counter", null, "name", "value"),
        new("event", null, "number", "recorded", "kind", "type", "id", "version", "content"),
        new("event_reader", null, "name", "position", "updated"),
        new("delivery", "sequence", "sequence", "id", "destination", "created", "due", "attempts", "state", "claimed_by", "claimed_until", "content_type", "headers", "body", "error", "ended"),
        new("inbox", null, "client", "key", "digest", "recorded", "status", "content_type", "response"),
        new("audit_record", null, "number", "recorded", "period", "content", "hash"),
        new("audit_tail", null, "name", "number", "hash"),
        new("audit_anchor", null, "period", "number", "hash", "removed"),
    ];
}
