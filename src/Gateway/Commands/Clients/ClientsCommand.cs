using System.CommandLine;
using Gateway.Commands.Ledger;
using Gateway.Storage.Clients;

namespace Gateway.Commands.Clients;

/// <summary><c>gateway clients</c>: who may get tokens. Every change holds on all nodes from the next request on.</summary>
internal static class ClientsCommand
{
    public static Command Create(Terminal terminal) => new("clients", "Register clients, lock them out, change the keys that their tokens are signed with.")
    {
        AddClientCommand.Create(terminal),
        List(terminal),
        Show(terminal),
        Change(terminal, "disable", "Lock a client out: its tokens are refused from the next request on.", "disabled", (table, issuer, id) => table.DisableAsync(issuer, id, disabled: true)),
        Change(terminal, "enable", "Let a client in again.", "enabled", (table, issuer, id) => table.DisableAsync(issuer, id, disabled: false)),
        Change(terminal, "remove", "Forget a client: its tokens are refused from the next request on.", "removed", (table, issuer, id) => table.RemoveAsync(issuer, id)),
        SigningKeysCommand.Create(terminal),
        TokenCommand.Create(terminal),
    };

    internal static Option<string> Format() => new Option<string>("--format") { Description = "text or json.", DefaultValueFactory = _ => "text" }.AcceptOnlyFromAmong("text", "json");

    internal static Option<string?> Issuer() => new("--issuer") { Description = "The issuer whose tokens the client bears, where it is not the gateway itself." };

    private static Command List(Terminal terminal)
    {
        var (location, format) = (new LedgerLocation(), Format());
        var command = new Command("list", "All clients, one a line: id, state, recipient, organisation, purposes, name, issuer.") { format };
        location.AddTo(command);
        command.SetAction(parsed => location.Run(parsed, terminal, true, async ledger =>
        {
            var clients = (await new ClientTable(ledger).ReadAsync()).Clients;
            ClientText.WriteAll(terminal, clients, parsed.GetRequiredValue(format) == "json");
            return CommandLine.Done;
        }));
        return command;
    }

    private static Command Show(Terminal terminal)
    {
        var (location, format, id, issuer) = (new LedgerLocation(), Format(), Id(), Issuer());
        var command = new Command("show", "What is registered of a client.") { id, issuer, format };
        location.AddTo(command);
        command.SetAction(parsed => location.Run(parsed, terminal, true, async ledger =>
        {
            var (wanted, from) = (parsed.GetRequiredValue(id), parsed.GetValue(issuer) ?? "");
            if ((await new ClientTable(ledger).ReadAsync()).Clients.FirstOrDefault(c => c.Id == wanted && c.Issuer == from) is not { } client)
                return terminal.Refuse(wanted, " There is no such client.");
            ClientText.Write(terminal, client, parsed.GetRequiredValue(format) == "json");
            return CommandLine.Done;
        }));
        return command;
    }

    private static Command Change(Terminal terminal, string verb, string description, string done, Func<ClientTable, string, string, Task<bool>> change)
    {
        var (location, id, issuer) = (new LedgerLocation(), Id(), Issuer());
        var command = new Command(verb, description) { id, issuer };
        location.AddTo(command);
        command.SetAction(parsed => location.Run(parsed, terminal, true, async ledger =>
        {
            var wanted = parsed.GetRequiredValue(id);
            if (!await change(new ClientTable(ledger), parsed.GetValue(issuer) ?? "", wanted))
                return terminal.Refuse(wanted, " There is no such client.");
            terminal.Out.WriteLine($"{wanted} {done}");
            return CommandLine.Done;
        }));
        return command;
    }

    private static Argument<string> Id() => new("id") { Description = "The client's id." };
}
