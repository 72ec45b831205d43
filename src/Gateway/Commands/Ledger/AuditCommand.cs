using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using Gateway.Federation.Own;
using Gateway.Fhir.Json;
using Gateway.Storage.Audit;

namespace Gateway.Commands.Ledger;

/// <summary><c>gateway audit</c>: signs how long the trail is, for a place outside of the database, and verifies it against what was signed.</summary>
internal static class AuditCommand
{
    public static Command Create(Terminal terminal)
    {
        var location = new LedgerLocation();
        var checkpoints = new Option<FileInfo?>("--checkpoints") { Description = "Checkpoints that were kept outside of the database, one a line." };
        var key = new Option<FileInfo?>("--key") { Description = "The public key (PEM) that checkpoints are signed with." };
        var verify = new Command("verify", "Go through the audit trail and name every record that was altered, removed, reordered or cut off.") { checkpoints, key };
        location.AddTo(verify);
        verify.SetAction(parsed => location.Run(parsed, terminal, true, async ledger =>
        {
            var lines = parsed.GetValue(checkpoints) is { } kept ? await File.ReadAllLinesAsync(kept.FullName) : [];
            if (lines.Length > 0 && parsed.GetValue(key) is null)
                return terminal.Refuse("--key", " Checkpoints cannot be trusted without the key that they are signed with.");
            using var signer = parsed.GetValue(key) is { } pem ? Key(await File.ReadAllTextAsync(pem.FullName)) : null;
            var findings = await new AuditLog(ledger).VerifyAsync(lines, signer);
            foreach (var finding in findings)
                terminal.Error.WriteLine($"{finding.Kind} {finding.Number}: {finding.Message}");
            terminal.Out.WriteLine($"{findings.Count} faults");
            return findings.Count == 0 ? CommandLine.Done : CommandLine.ContentFaults;
        }));
        return new Command("audit", "Sign and verify the audit trail.") { verify, Checkpoint(terminal), Export(terminal) };
    }

    private static Command Checkpoint(Terminal terminal)
    {
        var location = new LedgerLocation();
        var key = new Option<FileInfo>("--key") { Description = "The private key (PEM, elliptic curve) to sign with.", Required = true }.AcceptExistingOnly();
        var to = new Option<string>("--to") { Description = "Where checkpoints are kept, outside of the database: a file, which gets a line more, or an https address, to which the line is posted.", Required = true };
        var command = new Command("checkpoint", "Sign how long the audit trail is now, and keep that outside of the database.") { key, to };
        location.AddTo(command);
        command.SetAction(parsed => location.Run(parsed, terminal, true, async ledger =>
        {
            using var signer = Key(await File.ReadAllTextAsync(parsed.GetRequiredValue(key).FullName));
            if (await new AuditLog(ledger).CheckpointAsync(signer) is not { } checkpoint)
                return terminal.Refuse("audit", " The trail is empty.");
            await AuditCheckpointPlace.PutAsync(parsed.GetRequiredValue(to), checkpoint);
            terminal.Out.WriteLine($"record {checkpoint.Number}");
            return CommandLine.Done;
        }));
        return command;
    }

    private static Command Export(Terminal terminal)
    {
        var location = new LedgerLocation();
        var patients = new Option<string[]>("--patient") { Description = "The gateway id of a Patient; all events where none is given.", AllowMultipleArgumentsPerToken = true };
        var from = new Option<DateTimeOffset?>("--from") { Description = "The first moment." };
        var to = new Option<DateTimeOffset?>("--to") { Description = "The moment after the last." };
        var command = new Command("export", "Write the events of the audit trail, one a line, oldest first.") { patients, from, to };
        location.AddTo(command);
        command.SetAction(parsed => location.Run(parsed, terminal, true, async ledger =>
        {
            var (first, end) = (parsed.GetValue(from) ?? DateTimeOffset.UnixEpoch, parsed.GetValue(to) ?? DateTimeOffset.MaxValue);
            var found = await new AuditLog(ledger).FindAsync(parsed.GetValue(patients) ?? [], first, end, int.MaxValue);
            foreach (var record in found.Reverse())
                if (AuditSource.ResourceOf(record) is { } resource)
                    terminal.Out.WriteLine(Encoding.UTF8.GetString(FhirJson.ToUtf8(resource)));
            return CommandLine.Done;
        }));
        return command;
    }

    private static ECDsa Key(string pem)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            return key;
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new InvalidDataException("The key is no PEM of an elliptic curve.", e);
        }
    }
}
