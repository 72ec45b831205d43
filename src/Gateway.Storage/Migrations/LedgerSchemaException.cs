namespace Gateway.Storage.Migrations;

/// <summary>The database was made by a newer program; this one must not touch it.</summary>
public sealed class LedgerSchemaException(long found, int known) : Exception($"The ledger has schema {found}; this program knows up to {known}. Run the newer program, or restore a backup of the older schema.");
