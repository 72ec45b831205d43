using System.Security.Cryptography;
using Gateway.Storage;
using Gateway.Storage.Audit;
using Microsoft.Data.Sqlite;

namespace Gateway.Tests.Commands.Ledger;

public sealed class LedgerCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gateway").FullName;

    private string File(string name) => Path.Combine(_folder, name);

    [Fact]
    public async Task A_ledger_is_backed_up_restored_and_checked()
    {
        await FillAsync(File("a.db"));
        CommandRun.Of("ledger", "check", "--file", File("a.db")).Should().Be(new CommandRun(0, "0 faults\n", ""));
        CommandRun.Of("ledger", "backup", File("b.gz"), "--file", File("a.db")).ExitCode.Should().Be(0);
        CommandRun.Of("ledger", "backup", File("b.gz"), "--file", File("a.db")).Error.Should().Contain("The file is there already.");
        CommandRun.Of("ledger", "restore", File("b.gz"), "--file", File("c.db")).Out.Should().EndWith("0 faults\n");
        CommandRun.Of("ledger", "restore", File("b.gz"), "--file", File("c.db")).Error.Should().Contain("The ledger is not empty.");
        CommandRun.Of("ledger", "check", "--file", File("none.db")).Error.Should().Contain("There is no ledger here.");
    }

    [Fact]
    public async Task An_audit_trail_is_verified_against_checkpoints_kept_elsewhere()
    {
        await FillAsync(File("a.db"));
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await System.IO.File.WriteAllTextAsync(File("private.pem"), key.ExportPkcs8PrivateKeyPem());
        await System.IO.File.WriteAllTextAsync(File("public.pem"), key.ExportSubjectPublicKeyInfoPem());
        CommandRun.Of("audit", "checkpoint", "--key", File("private.pem"), "--to", File("kept.txt"), "--file", File("a.db")).Should().Be(new CommandRun(0, "record 5\n", ""));
        string[] verify = ["audit", "verify", "--checkpoints", File("kept.txt"), "--key", File("public.pem"), "--file", File("a.db")];
        CommandRun.Of(verify).Should().Be(new CommandRun(0, "0 faults\n", ""));
        await using (var connection = new SqliteConnection($"Data Source={File("a.db")}"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "delete from audit_record where number > 3; update audit_tail set number = 3, hash = (select hash from audit_record where number = 3)";
            await command.ExecuteNonQueryAsync();
        }

        CommandRun.Of(verify).Should().Be(new CommandRun(1, "1 faults\n", "Truncated 4: The chain ends with record 3; it had 5.\n"));
        CommandRun.Of("audit", "verify", "--checkpoints", File("kept.txt"), "--file", File("a.db")).Error.Should().Contain("without the key");
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, true);
    }

    private static async Task FillAsync(string file)
    {
        await using var ledger = await GatewayLedger.OpenAsync(new LedgerOptions { File = file }, TimeProvider.System);
        for (var i = 0; i < 5; i++)
            await new AuditLog(ledger).AppendAsync("x"u8.ToArray());
        await ledger.WriteAsync("a", s => s.PutAsync("Flag", "a", "PUT", (_, _) => "x"u8.ToArray()));
    }
}
