using System.Security.Cryptography;
using System.Text.Json;
using Gateway.Security.Clients;
using Gateway.Security.Issuing;
using Gateway.Security.Tokens;
using Gateway.Storage.Clients;

namespace Gateway.Demo;

/// <summary>Registers the clients of a demo, each with a key of its own that is made at the first run and lies where only its owner can read it.</summary>
internal static class DemoRegister
{
    /// <summary>Registers them and tells where the key of each is. One that somebody disabled stays so.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> FillAsync(ClientTable table, string dataFolder, IEnumerable<DemoClient> clients, CancellationToken cancellation)
    {
        var (data, files) = (new PrivateFolder(dataFolder), new Dictionary<string, string>(StringComparer.Ordinal));
        foreach (var client in clients)
        {
            var name = $"clients/{client.ClientId}.pem";
            var pem = data.Read(name) ?? NewKey();
            files[client.ClientId] = data.Write(name, pem);
            using var key = KeyText.Read(pem);
            var registration = new ClientRegistration
            {
                Id = client.ClientId,
                Name = $"Demo: {client.ClientId}",
                Organization = client.Organization,
                Recipient = client.Recipient,
                // A token that a system asks for has no user.
                Scopes = [.. client.Scopes.Select(s => s.StartsWith("user/", StringComparison.Ordinal) ? $"system/{s["user/".Length..]}" : s)],
                Purposes = client.Purposes,
                Jwks = JsonElement.Parse(PublicKeys.Set([key.Public])),
            };
            await table.PutAsync(new ClientRow { Issuer = "", Id = client.ClientId, Content = registration.ToJson() }, replace: true, cancellation);
        }

        return files;
    }

    private static string NewKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        return key.ExportPkcs8PrivateKeyPem();
    }
}
