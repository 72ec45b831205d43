using System.CommandLine;
using System.Text.Json;
using Gateway.Security.Claims;
using Gateway.Security.Issuing;
using Gateway.Security.Tokens;

namespace Gateway.Commands.Clients;

/// <summary><c>gateway clients token</c>: what a client does to get a token, for trying it out and for scripts. It needs no ledger.</summary>
internal static class TokenCommand
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    public static Command Create(Terminal terminal)
    {
        var url = new Option<string>("--url") { Description = "The gateway's address, e.g. https://gateway.example.", Required = true };
        var client = new Option<string>("--client") { Description = "The client's id.", Required = true };
        var key = new Option<FileInfo>("--key") { Description = "The client's private key (PEM): RSA, or EC on P-384.", Required = true }.AcceptExistingOnly();
        var kid = new Option<string?>("--kid") { Description = "The key's name, where it is not its thumbprint." };
        var scopes = new Option<string[]>("--scope") { Description = "What the token is to allow; may be repeated.", Required = true, AllowMultipleArgumentsPerToken = true };
        var purpose = new Option<string?>("--purpose") { Description = "What for, where the client is registered for several purposes." };
        var command = new Command("token", "Ask a gateway for a token, as a client does: sign an assertion, post it, print the token alone.") { url, client, key, kid, scopes, purpose };
        command.SetAction((parsed, cancellation) => RunAsync(terminal, parsed.GetRequiredValue(url), File.ReadAllText(parsed.GetRequiredValue(key).FullName), parsed.GetRequiredValue(client), parsed.GetValue(kid),
            new Dictionary<string, string> { ["scope"] = string.Join(' ', parsed.GetRequiredValue(scopes)), ["purpose_of_use"] = parsed.GetValue(purpose) ?? "" }, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, string url, string key, string client, string? kid, Dictionary<string, string> form, CancellationToken cancellation)
    {
        if (!IssuerKeys.IsSafe(url))
            return terminal.Refuse("--url", " Tokens are asked for over https, or on this very machine.");
        try
        {
            var address = $"{url.TrimEnd('/')}/oauth/token";
            form["grant_type"] = "client_credentials";
            form["client_assertion_type"] = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
            form["client_assertion"] = NewAssertion.Make(key, client, address, TimeProvider.System.GetUtcNow(), kid);
            using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = s_patience };
            using var answer = await http.PostAsync(new Uri(address), new FormUrlEncodedContent(form), cancellation);
            var json = JsonElement.Parse(await answer.Content.ReadAsStringAsync(cancellation));
            if (answer.IsSuccessStatusCode && json.Member("access_token") is { } token)
            {
                terminal.Out.WriteLine(token);
                return CommandLine.Done;
            }

            return terminal.Refuse(client, $" {(int)answer.StatusCode} {json.Member("error")}: {json.Member("error_description")}");
        }
        catch (ArgumentException e)
        {
            return terminal.Refuse("--key", $" {e.Message}");
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or TaskCanceledException)
        {
            return terminal.Refuse("--url", " There is no token endpoint that answers.");
        }
    }
}
