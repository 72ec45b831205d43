using System.CommandLine;
using System.Globalization;
using Gateway.Commands.Ledger;
using Gateway.Hosting;
using Gateway.Security.Clients;
using Gateway.Security.Issuing;
using Gateway.Storage.Clients;

namespace Gateway.Commands.Clients;

/// <summary><c>gateway clients keys</c>: the keys that the gateway's own tokens are signed with.</summary>
internal static class SigningKeysCommand
{
    public static Command Create(Terminal terminal) => new("keys", "Look at the keys that the gateway's own tokens are signed with, and have another one sign.") { List(terminal), Rotate(terminal) };

    private static Command List(Terminal terminal)
    {
        var location = new LedgerLocation();
        var command = new Command("list", "The keys whose tokens are taken: name, from when it signs, until when its tokens are taken.");
        location.AddTo(command);
        command.SetAction(parsed => location.Run(parsed, terminal, true, async ledger =>
        {
            foreach (var key in (await new ClientTable(ledger).ReadAsync()).Keys)
                terminal.Out.WriteLine($"{key.Id}\tsigns from {Text(key.Signs)}\t{(key.Ends is { } ends ? $"taken until {Text(ends)}" : "no other follows yet")}");
            return CommandLine.Done;
        }));
        return command;
    }

    private static Command Rotate(Terminal terminal)
    {
        var location = new LedgerLocation();
        var atOnce = new Option<bool>("--at-once") { Description = "The old keys' tokens are refused from the next request on, for when a key may be known to others. Else nobody notices." };
        var keyFile = new Option<FileInfo>("--key-file") { Description = "The deployment's key, under which signing keys are kept (Gateway:KeyFile); gateway.key beside the ledger, where nothing is said." }.AcceptExistingOnly();
        var command = new Command("rotate", "Have another key sign.") { atOnce, keyFile };
        location.AddTo(command);
        command.SetAction(parsed =>
        {
            byte[] deployment;
            try
            {
                deployment = DeploymentKey.Read(parsed.GetValue(keyFile)?.FullName ?? location.Beside(parsed, DeploymentKey.FileName));
            }
            catch (StartException e)
            {
                return terminal.Refuse("--key-file", $" {e.Message}");
            }

            return location.Run(parsed, terminal, true, async ledger =>
            {
                var seal = new SigningKeySeal(deployment);
                using var register = new ClientRegister(new ClientTable(ledger), seal);
                var keys = new SigningKeys(register, new SigningKeyTable(ledger), seal, TimeProvider.System);
                if (await keys.RotateAsync(parsed.GetValue(atOnce), CancellationToken.None) is not { } id)
                    return terminal.Refuse("keys", " Another key was made at the same moment.");
                terminal.Out.WriteLine($"{id} {(parsed.GetValue(atOnce) ? "signs" : $"signs in {SigningKeys.Overlap.TotalMinutes} minutes")}");
                return CommandLine.Done;
            });
        });
        return command;
    }

    private static string Text(DateTimeOffset time) => time.ToString("u", CultureInfo.InvariantCulture);
}
