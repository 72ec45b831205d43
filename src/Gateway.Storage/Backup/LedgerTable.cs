namespace Gateway.Storage.Backup;

/// <summary>A table that is backed up.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Identity">The column whose values the database counts; null for none.</param>
/// <param name="Columns">All columns.</param>
internal sealed record LedgerTable(string Name, string? Identity, params string[] Columns);
