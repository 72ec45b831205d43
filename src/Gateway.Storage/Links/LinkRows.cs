using System.Data.Common;
using System.Globalization;
using Dapper;
using Gateway.Storage.Database;
using Gateway.Storage.Ledger;
using Gateway.Storage.Search;

namespace Gateway.Storage.Links;

/// <summary>Reads and writes the rows of links.</summary>
internal static class LinkRows
{
    private const string Columns = "r.patient, r.source, i.system, i.value, i.strong";

    /// <summary>One record; null when it is not there.</summary>
    public static async Task<LinkedRecord?> FindAsync(DbConnection connection, DbTransaction? transaction, string patient, CancellationToken cancellation)
    {
        var sql = new SqlText().Add($"select {Columns} from link_record r left join link_identifier i on i.patient = r.patient where r.patient = ").Value(patient).Add(" order by i.system, i.value");
        return await ReadAsync(connection, transaction, sql, cancellation) is [var record] ? record : null;
    }

    /// <summary>
    /// A record, those that bear one of the identifiers, and all that strong identifiers lead to from there; one more than
    /// <see cref="LinkedPersons.MaxRecords"/> at most, which tells that there are too many.
    /// </summary>
    public static Task<IReadOnlyList<LinkedRecord>> AroundAsync(LedgerDatabase database, string patient, IEnumerable<LinkIdentifier> identifiers, CancellationToken cancellation) =>
        AroundAsync(database, [patient], [.. identifiers], LinkedPersons.MaxRecords + 1, cancellation);

    /// <summary>The same of several records, with as many rows as that at most.</summary>
    public static Task<IReadOnlyList<LinkedRecord>> AroundAsync(LedgerDatabase database, IReadOnlyList<string> patients, IReadOnlyList<LinkIdentifier> identifiers, int most, CancellationToken cancellation) =>
        database.ReadAsync(Around(database, patients, identifiers, most), RecordsAsync, cancellation);

    /// <summary>The same as a unit of work sees it.</summary>
    public static Task<IReadOnlyList<LinkedRecord>> AroundAsync(LedgerSession session, string patient, IEnumerable<LinkIdentifier> identifiers, CancellationToken cancellation) =>
        ReadAsync(session.Connection, session.Transaction, Around(session.Database, [patient], [.. identifiers], LinkedPersons.MaxRecords + 1), cancellation);

    private static SqlText Around(LedgerDatabase database, IReadOnlyList<string> patients, IReadOnlyList<LinkIdentifier> identifiers, int most)
    {
        var sql = new SqlText().Add("with recursive near(patient) as (select r.patient from link_record r where r.patient in (");
        for (var i = 0; i < patients.Count; i++)
            sql.Add(i > 0 ? ", " : "").Value(patients[i]);
        sql.Add(")");
        foreach (var identifier in identifiers)
            sql.Add($" union select b.patient from link_identifier b where b.system = ").Value(identifier.System).Add(" and b.value = ").Value(identifier.Value).Add(identifier.IsStrong ? " and b.strong" : "");
        return sql.Add($"""
            ), person(patient) as (
              select patient from near
              union
              select o.patient from person p
                {database.JoinEach("link_identifier", "i", "i.patient = p.patient and i.strong")}
                {database.JoinEach("link_identifier", "o", "o.system = i.system and o.value = i.value and o.strong")})
            select {Columns} from (select patient from person limit 
            """).Value(most).Add($") p {database.JoinEach("link_record", "r", "r.patient = p.patient")} {database.JoinEach("link_identifier", "i", "i.patient = p.patient", isOuter: true)} order by r.patient, i.system, i.value");
    }

    public static async Task PutAsync(LedgerSession session, LinkedRecord record, CancellationToken cancellation)
    {
        await session.ExecuteAsync("insert into link_record (patient, source, updated) values (@Patient, @Source, @now) on conflict (patient) do update set updated = excluded.updated",
            new { record.Patient, record.Source, now = Microseconds.Of(session.Now) }, cancellation);
        await session.ExecuteAsync("delete from link_identifier where patient = @Patient", new { record.Patient }, cancellation);
        AddIdentifiers(session, record);
        await session.FlushAsync();
    }

    /// <summary>Adds a record that is new.</summary>
    public static void Add(LedgerSession session, LinkedRecord record)
    {
        session.Add("link_record (patient, source, updated)", record.Patient, record.Source, Microseconds.Of(session.Now));
        AddIdentifiers(session, record);
    }

    public static async Task RemoveAsync(LedgerSession session, string patient, CancellationToken cancellation)
    {
        await session.ExecuteAsync("delete from link_identifier where patient = @patient", new { patient }, cancellation);
        await session.ExecuteAsync("delete from link_record where patient = @patient", new { patient }, cancellation);
    }

    private static void AddIdentifiers(LedgerSession session, LinkedRecord record)
    {
        foreach (var identifier in record.Identifiers)
            session.Add("link_identifier (patient, system, value, strong)", record.Patient, identifier.System, identifier.Value, identifier.IsStrong);
    }

    private static async Task<IReadOnlyList<LinkedRecord>> ReadAsync(DbConnection connection, DbTransaction? transaction, SqlText sql, CancellationToken cancellation)
    {
        await using var reader = await connection.ExecuteReaderAsync(new CommandDefinition(sql.ToString(), sql.Parameters, transaction, cancellationToken: cancellation));
        return await RecordsAsync(reader, cancellation);
    }

    private static async Task<IReadOnlyList<LinkedRecord>> RecordsAsync(DbDataReader reader, CancellationToken cancellation)
    {
        var records = new List<LinkedRecord>();
        var identifiers = new List<LinkIdentifier>();
        while (await reader.ReadAsync(cancellation))
        {
            if (records.Count == 0 || records[^1].Patient != reader.GetString(0))
                records.Add(new LinkedRecord { Patient = reader.GetString(0), Source = reader.GetString(1), Identifiers = identifiers = [] });
            if (!await reader.IsDBNullAsync(2, cancellation))
                identifiers.Add(new LinkIdentifier(reader.GetString(2), reader.GetString(3), Convert.ToBoolean(reader.GetValue(4), CultureInfo.InvariantCulture)));
        }

        return records;
    }
}
