using System.CommandLine;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Gateway.Commands.Ledger;
using Gateway.Security.Clients;
using Gateway.Security.Issuing;
using Gateway.Security.Tokens;
using Gateway.Storage.Clients;

namespace Gateway.Commands.Clients;

/// <summary><c>gateway clients add</c>.</summary>
internal sealed class AddClientCommand
{
    private readonly Argument<string> _id = new("id") { Description = "The client's id: iss and sub of its assertions." };
    private readonly Option<string?> _name = new("--name") { Description = "What people call it; the id, where nothing is said." };
    private readonly Option<string?> _organization = new("--organization") { Description = "Its organisation: an ODS code, or the code of a police force or a court." };
    private readonly Option<string> _recipient = new("--recipient") { Description = "What kind of recipient it is, e.g. trust-clinician, custody-officer, amhp.", Required = true };
    private readonly Option<string[]> _scopes = new("--scope") { Description = "What it may do: SMART scopes (system/Patient.rs) and native ones; may be repeated.", Required = true, AllowMultipleArgumentsPerToken = true };
    private readonly Option<string[]> _purposes = new("--purpose") { Description = "What for: a code of ours or of v3-ActReason, or system|code; may be repeated.", Required = true, AllowMultipleArgumentsPerToken = true };
    private readonly Option<FileInfo> _jwks = new Option<FileInfo>("--jwks") { Description = "Its public keys: a JWKS, or the PEM of one, which is then named by its thumbprint." }.AcceptExistingOnly();
    private readonly Option<string?> _jwksUrl = new("--jwks-url") { Description = "Where its public keys lie, https; the host must be among Security:Tokens:KeyHosts." };
    private readonly Option<string?> _issuer = ClientsCommand.Issuer();
    private readonly Option<FileInfo> _certificate = new Option<FileInfo>("--certificate") { Description = "Its TLS certificate: its tokens are bound to it." }.AcceptExistingOnly();
    private readonly Option<string[]> _facts = new("--fact") { Description = "What else holds of its users: police-vetted; may be repeated.", AllowMultipleArgumentsPerToken = true };
    private readonly Option<bool> _replace = new("--replace") { Description = "Take the place of what is registered under that id; a client that is disabled stays so." };
    private readonly Option<string> _format = ClientsCommand.Format();
    private readonly LedgerLocation _location = new();

    public static Command Create(Terminal terminal)
    {
        var add = new AddClientCommand();
        var command = new Command("add", "Register a client. All that is wrong is told at once, and nothing is stored then.")
        {
            add._id, add._name, add._organization, add._recipient, add._scopes, add._purposes, add._jwks, add._jwksUrl, add._issuer, add._certificate, add._facts, add._replace, add._format,
        };
        add._location.AddTo(command);
        command.SetAction(parsed => add.Run(parsed, terminal));
        return command;
    }

    private int Run(ParseResult parsed, Terminal terminal)
    {
        var faults = new List<string>();
        var client = new ClientRegistration
        {
            Id = parsed.GetRequiredValue(_id),
            Issuer = parsed.GetValue(_issuer),
            Name = parsed.GetValue(_name) ?? parsed.GetRequiredValue(_id),
            Organization = parsed.GetValue(_organization),
            Recipient = parsed.GetRequiredValue(_recipient),
            Scopes = Words(parsed, _scopes),
            Purposes = Words(parsed, _purposes),
            Jwks = parsed.GetValue(_jwks) is { } keys ? Keys(keys, faults) : null,
            JwksUrl = parsed.GetValue(_jwksUrl),
            Certificate = parsed.GetValue(_certificate) is { } certificate ? Print(certificate, faults) : null,
            Facts = Words(parsed, _facts),
        };

        // A file that cannot be read is one fault, and not also that there are no keys.
        var isRead = faults.Count == 0;
        faults.AddRange(RegistrationCheck.Faults(client).Where(f => isRead || !f.StartsWith("keys:", StringComparison.Ordinal)));
        foreach (var fault in faults)
            terminal.Error.WriteLine($"{client.Id}: {fault}");
        return faults.Count > 0 ? CommandLine.ContentFaults : _location.Run(parsed, terminal, true, async ledger =>
        {
            var row = new ClientRow { Issuer = client.Issuer ?? "", Id = client.Id, Content = client.ToJson() };
            if (!await new ClientTable(ledger).PutAsync(row, parsed.GetValue(_replace)))
                return terminal.Refuse(client.Id, " It is registered already; --replace takes its place.");
            if (parsed.GetRequiredValue(_format) == "json")
                ClientText.Write(terminal, row, isJson: true);
            else
                terminal.Out.WriteLine($"{client.Id} registered");
            return CommandLine.Done;
        });
    }

    private static List<string> Words(ParseResult parsed, Option<string[]> option) =>
        [.. (parsed.GetValue(option) ?? []).SelectMany(v => v.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Distinct(StringComparer.Ordinal)];

    private static JsonElement? Keys(FileInfo file, List<string> faults)
    {
        var text = File.ReadAllText(file.FullName);
        try
        {
            if (!text.Contains("-----BEGIN", StringComparison.Ordinal))
                return JsonElement.Parse(text);
            using var key = KeyText.Read(text);
            if (!key.IsPrivate)
                return JsonElement.Parse(PublicKeys.Set([key.Public]));
            faults.Add("keys: the file holds a private key, which its client keeps to itself.");
        }
        catch (JsonException)
        {
            faults.Add("keys: the file holds neither JSON nor a PEM.");
        }
        catch (ArgumentException e)
        {
            faults.Add($"keys: {e.Message}");
        }

        return null;
    }

    private static string? Print(FileInfo file, List<string> faults)
    {
        try
        {
            using var certificate = X509CertificateLoader.LoadCertificateFromFile(file.FullName);
            return ClientCertificate.Print(certificate);
        }
        catch (CryptographicException)
        {
            faults.Add("certificate: the file holds none.");
            return null;
        }
    }
}
