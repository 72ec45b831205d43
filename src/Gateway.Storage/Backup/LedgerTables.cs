namespace Gateway.Storage.Backup;

/// <summary>The tables of the ledger in the order in which they can be filled, each with its columns; a test compares them with the schema.</summary>
internal static class LedgerTables
{
    /// <summary>The columns of all tables that are true or false; SQLite has numbers for them.</summary>
    public static IReadOnlySet<string> Flags { get; } = new HashSet<string> { "deleted", "contained", "implied", "canonical", "identifier_implied", "strong", "disabled" };

    public static IReadOnlyList<LedgerTable> All { get; } =
    [
        new("resource", "rid", "rid", "type", "id", "version", "updated", "deleted", "content"),
        new("resource_version", null, "rid", "version", "type", "id", "updated", "method", "content"),
        new("counter", null, "name", "value"),
        new("event", null, "number", "recorded", "kind", "type", "id", "version", "content"),
        new("event_reader", null, "name", "position", "updated"),
        new("delivery", "sequence", "sequence", "id", "destination", "created", "due", "attempts", "state", "claimed_by", "claimed_until", "content_type", "headers", "body", "error", "ended"),
        new("inbox", null, "client", "key", "digest", "recorded", "status", "content_type", "response"),
        new("audit_record", null, "number", "recorded", "period", "content", "hash", "subjects"),
        new("audit_subject", null, "subject", "number", "period"),
        new("audit_tail", null, "name", "number", "hash", "period"),
        new("search_row", "sid", "sid", "rid", "type", "id", "contained"),
        new("search_token", null, "sid", "code", "element", "part", "system", "key", "implied", "text", "type_system", "type_code"),
        new("search_string", null, "sid", "code", "element", "part", "folded", "exact"),
        new("search_date", null, "sid", "code", "element", "part", "low", "high"),
        new("search_number", null, "sid", "code", "element", "part", "low", "high"),
        new("search_quantity", null, "sid", "code", "element", "part", "low", "high", "system", "unit_code", "unit", "canonical_low", "canonical_high", "canonical_unit"),
        new("search_reference", null, "sid", "code", "element", "part", "type", "id", "version", "url", "canonical", "identifier_system", "identifier_key", "identifier_implied"),
        new("search_uri", null, "sid", "code", "element", "part", "value", "version"),
        new("link_record", null, "patient", "source", "updated"),
        new("link_identifier", null, "patient", "system", "value", "strong"),
        new("feed_cursor", null, "name", "cursor", "updated"),
        new("feed_refused", null, "feed", "locator", "type", "since", "due"),
        new("client", null, "issuer", "id", "disabled", "updated", "content"),
        new("token_revoked", null, "id", "client", "ends"),
        new("signing_key", null, "id", "created", "signs", "ends", "content"),
        new("assertion_used", null, "client", "id", "ends"),
        new("audit_anchor", null, "period", "number", "hash", "removed"),
    ];
}
