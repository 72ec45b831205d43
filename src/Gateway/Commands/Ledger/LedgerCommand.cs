using System.CommandLine;
using Gateway.Storage.Backup;

namespace Gateway.Commands.Ledger;

/// <summary><c>gateway ledger</c>: backup, restore and check, all while the gateway runs.</summary>
internal static class LedgerCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("ledger", "Back up, restore and check what the gateway itself owns.");
        command.Subcommands.Add(Backup(terminal));
        command.Subcommands.Add(Restore(terminal));
        command.Subcommands.Add(Check(terminal));
        return command;
    }

    private static Command Backup(Terminal terminal)
    {
        var (location, output) = (new LedgerLocation(), new Argument<FileInfo>("backup") { Description = "The file to write; it must not be there yet." });
        var command = new Command("backup", "Write the whole ledger, as it is at this moment, into one compressed file.") { output };
        location.AddTo(command);
        command.SetAction(parsed => location.Run(parsed, terminal, true, async ledger =>
        {
            // Under another name until it is whole: a backup that was cut off must not look like one.
            var target = parsed.GetRequiredValue(output);
            if (target.Exists)
                return terminal.Refuse(target.Name, " The file is there already.");
            var partial = $"{target.FullName}.partial";
            long rows;
            await using (var file = File.Create(partial))
            {
                rows = await LedgerBackup.WriteAsync(ledger, file);
                file.Flush(flushToDisk: true);
            }

            File.Move(partial, target.FullName);
            terminal.Out.WriteLine($"{rows} rows");
            return CommandLine.Done;
        }));
        return command;
    }

    private static Command Restore(Terminal terminal)
    {
        var (location, input) = (new LedgerLocation(), new Argument<FileInfo>("backup") { Description = "A file that backup wrote, of either kind of database." }.AcceptExistingOnly());
        var command = new Command("restore", "Fill an empty ledger from a backup, then check it.") { input };
        location.AddTo(command);
        command.SetAction(parsed => location.Run(parsed, terminal, false, async ledger =>
        {
            await using (var file = parsed.GetRequiredValue(input).OpenRead())
                terminal.Out.WriteLine($"{await LedgerBackup.RestoreAsync(ledger, file)} rows");
            return Report(await LedgerCheck.RunAsync(ledger), terminal);
        }));
        return command;
    }

    private static Command Check(Terminal terminal)
    {
        var location = new LedgerLocation();
        var command = new Command("check", "Check that versions, events and the audit trail hold together.");
        location.AddTo(command);
        command.SetAction(parsed => location.Run(parsed, terminal, true, async ledger => Report(await LedgerCheck.RunAsync(ledger), terminal)));
        return command;
    }

    private static int Report(IReadOnlyList<string> faults, Terminal terminal)
    {
        foreach (var fault in faults)
            terminal.Error.WriteLine(fault);
        terminal.Out.WriteLine($"{faults.Count} faults");
        return faults.Count == 0 ? CommandLine.Done : CommandLine.ContentFaults;
    }
}
