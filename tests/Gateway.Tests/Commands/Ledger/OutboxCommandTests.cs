using Gateway.Storage;
using Gateway.Storage.Outbox;

namespace Gateway.Tests.Commands.Ledger;

public sealed class OutboxCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gateway").FullName;

    private string LedgerFile => Path.Combine(_folder, "a.db");

    [Fact]
    public async Task What_was_given_up_is_listed_without_its_content_and_can_be_replayed()
    {
        await using (var ledger = await GatewayLedger.OpenAsync(new LedgerOptions { File = LedgerFile }, TimeProvider.System))
        {
            var queue = new OutboxQueue(ledger, new OutboxOptions());
            await ledger.WriteAsync("outbox", async session =>
            {
                await OutboxQueue.PutAsync(session, new Delivery { Id = "d-1", Destination = "case-system#m", ContentType = "text/plain", Body = "secret"u8.ToArray() });
                return true;
            });
            await queue.RefusedAsync((await queue.ClaimAsync(1)).Single(), "The receiver refused it (422).");
        }

        var listed = CommandRun.Of("outbox", "list", "--file", LedgerFile);
        listed.ExitCode.Should().Be(0);
        listed.Out.Should().Contain("Dead\t1\tcase-system#m").And.Contain("given up\td-1\tcase-system#m").And.Contain("The receiver refused it (422).").And.NotContain("secret");
        CommandRun.Of("outbox", "replay", "d-1", "--file", LedgerFile).ExitCode.Should().Be(0);
        CommandRun.Of("outbox", "replay", "d-1", "--file", LedgerFile).Error.Should().Contain("No delivery that has ended has that id.");
        CommandRun.Of("outbox", "list", "--file", LedgerFile).Out.Should().Contain("Waiting\t1\t").And.NotContain("given up");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
