using System.CommandLine;
using System.Security.Cryptography;
using Gateway.Storage.Audit;

namespace Gateway.Commands.Ledger;

/// <summary><c>gateway audit verify</c>: goes through the audit trail and names every record that was altered, removed, reordered or cut off.</summary>
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
        return new Command("audit", "Verify the audit trail.") { verify };
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
