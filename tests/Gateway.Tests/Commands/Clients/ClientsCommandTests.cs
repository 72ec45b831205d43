using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Gateway.Security.Tokens;
using Gateway.Storage;
using Gateway.Tests.Security;
using Gateway.Tests.Security.Issuing;
using Microsoft.Data.Sqlite;

namespace Gateway.Tests.Commands.Clients;

public sealed class ClientsCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TestClient _client = new() { Id = "ward-system" };

    private string Ledger => _folder.PathOf("gateway.db");

    [Fact]
    public async Task A_client_is_added_shown_locked_out_and_removed()
    {
        await OpenAsync();
        Run(Add()).Should().Be(new CommandRun(0, "ward-system registered\n", ""));
        Run(Add()).Should().Be(new CommandRun(1, "", "ward-system: It is registered already; --replace takes its place.\n"));
        Run("list").Out.Should().Be("ward-system\tenabled\ttrust-clinician\tR1L\tTREAT custody-care\tThe ward\tgateway\n");
        Run("disable", "ward-system").Out.Should().Be("ward-system disabled\n");
        Run([.. Add(), "--replace"]).ExitCode.Should().Be(0);
        var shown = Run("show", "ward-system").Out;
        shown.Should().MatchRegex("state +disabled").And.MatchRegex("keys +rsa-1 ec-1").And.MatchRegex("facts +police-vetted").And.MatchRegex("scope +system/Patient.rs");
        var json = JsonElement.Parse(Run("show", "ward-system", "--format", "json").Out);
        json.GetProperty("disabled").GetBoolean().Should().BeTrue();
        json.GetProperty("jwks").GetProperty("keys").GetArrayLength().Should().Be(2);
        JsonElement.Parse(Run("list", "--format", "json").Out).GetArrayLength().Should().Be(1);
        Run("enable", "ward-system").Out.Should().Be("ward-system enabled\n");
        Run("remove", "ward-system").Out.Should().Be("ward-system removed\n");
        foreach (var verb in new[] { "show", "enable", "disable", "remove" })
            Run(verb, "ward-system").Should().Be(new CommandRun(1, "", "ward-system: There is no such client.\n"));
    }

    [Fact]
    public async Task All_that_is_wrong_is_told_at_once_and_nothing_is_stored()
    {
        await OpenAsync();
        var run = Run("add", "a b", "--recipient", "nurse", "--scope", "system/Patient.sr", "system/Task.r?no-such=x", "user/Task.r", "patient/Task.r", "--purpose", "TREATMENT", "--jwks-url", "http://keys.test", "--fact", "Very vetted", "--organization", "R 1");
        run.ExitCode.Should().Be(1);
        run.Error.TrimEnd('\n').Split('\n').Select(l => l["a b: ".Length..].Split(':')[0]).Should().BeEquivalentTo("id", "organization", "recipient", "fact", "scope", "scope", "scope", "scope", "purpose", "keys");
        Run([.. Add(), "--jwks-url", "https://keys.test/jwks"]).Error.Should().Be("ward-system: keys: either the keys themselves or the address where they lie.\n");
        Run("add", "c", "--recipient", "amhp", "--scope", "user/Task.r", "--purpose", "TREAT", "--issuer", "https://issuer.test", "--jwks-url", "https://keys.test").Error.Should().Contain("keys: the tokens of another issuer");
        Run("list").Out.Should().BeEmpty();
    }

    [Theory]
    [InlineData("""{"keys":[]}""", "keys: there are none.")]
    [InlineData("""{"keys":[{"kty":"oct","kid":"1","k":"c2VjcmV0"}]}""", "keys: a key is neither RSA nor EC.")]
    [InlineData("""{"keys":[{"kty":"EC","crv":"P-384","kid":"1","x":"AA","y":"AA","d":"AA"}]}""", "keys: a key is private.")]
    [InlineData("""{"keys":[{"kty":"EC","crv":"P-256","kid":"1","x":"AA","y":"AA"}]}""", "keys: a key is of another curve than P-384, which ES384 needs.")]
    [InlineData("""{"keys":[{"kty":"EC","crv":"P-384","kid":"1","x":"AA","y":"AA"},{"kty":"EC","crv":"P-384","kid":"1","x":"AB","y":"AB"}]}""", "keys: 2 keys of one type have the kid 1.")]
    [InlineData("""{"keys":[],"keys":[]}""", "keys: they cannot be read as a JWKS.")]
    [InlineData("neither", "keys: the file holds neither JSON nor a PEM.")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----", "keys: There is no PEM of an RSA key of 2048 bits or more, or of an EC key on P-384.")]
    public async Task Keys_that_nobody_should_trust_are_refused(string text, string fault)
    {
        await OpenAsync();
        await File.WriteAllTextAsync(_folder.PathOf("given"), text);
        Run("add", "x", "--recipient", "amhp", "--scope", "system/Task.r", "--purpose", "TREAT", "--jwks", _folder.PathOf("given")).Should().Be(new CommandRun(1, "", $"x: {fault}\n"));
    }

    [Fact]
    public async Task A_private_key_is_not_taken_and_a_public_PEM_is_named_by_its_thumbprint()
    {
        await OpenAsync();
        await File.WriteAllTextAsync(_folder.PathOf("key.pem"), _client.Pem);
        Run("add", "x", "--recipient", "amhp", "--scope", "system/Task.r", "--purpose", "TREAT", "--jwks", _folder.PathOf("key.pem")).Error.Should().Be("x: keys: the file holds a private key, which its client keeps to itself.\n");
        using var key = ECDsa.Create();
        key.ImportFromPem(_client.Pem);
        await File.WriteAllTextAsync(_folder.PathOf("public.pem"), key.ExportSubjectPublicKeyInfoPem());
        using var certificate = new CertificateRequest("CN=x", key, HashAlgorithmName.SHA384).CreateSelfSigned(TestIssuer.Now, TestIssuer.Now.AddYears(1));
        await File.WriteAllTextAsync(_folder.PathOf("certificate.pem"), certificate.ExportCertificatePem());
        var json = JsonElement.Parse(Run("add", "x", "--recipient", "amhp", "--scope", "system/Task.r", "--purpose", "TREAT", "--jwks", _folder.PathOf("public.pem"), "--certificate", _folder.PathOf("certificate.pem"), "--format", "json").Out);
        json.GetProperty("jwks").GetProperty("keys")[0].GetProperty("kid").GetString().Should().HaveLength(43);
        json.GetProperty("certificate").GetString().Should().Be(ClientCertificate.Print(certificate));
        File.ReadAllBytes(Ledger).AsSpan().IndexOf("PRIVATE"u8).Should().Be(-1);
    }

    [Fact]
    public async Task A_token_is_got_with_a_client_that_was_added_and_not_with_another_key()
    {
        await OpenAsync();
        await File.WriteAllTextAsync(_folder.PathOf("key.pem"), _client.Pem);
        Run([.. Add()]).ExitCode.Should().Be(0);
        await using var host = await SmallHost.StartAsync([], place: new LedgerOptions { File = Ledger }, clock: new TestClock(TimeProvider.System.GetUtcNow()));
        string[] ask = ["token", "--url", host.Client.BaseAddress!.ToString(), "--client", "ward-system", "--key", _folder.PathOf("key.pem"), "--scope", "system/Patient.r"];
        var token = CommandRun.Of(["clients", .. ask, "--kid", TestClient.Ec1, "--purpose", "TREAT"]);
        token.Error.Should().BeEmpty();
        (await OAuthNodes.UseAsync(host, token.Out.Trim())).Should().Be(System.Net.HttpStatusCode.OK);
        CommandRun.Of(["clients", .. ask, "--kid", TestClient.Ec1]).Error.Should().StartWith("ward-system: 400 invalid_request: The client is registered for several purposes");
        CommandRun.Of(["clients", .. ask]).Error.Should().Be("ward-system: 401 invalid_client: The client is not authenticated by a signed assertion.\n");
        CommandRun.Of("clients", "token", "--url", "http://127.0.0.1:1", "--client", "x", "--key", _folder.PathOf("key.pem"), "--scope", "x").Error.Should().Be("--url: There is no token endpoint that answers.\n");
        CommandRun.Of("clients", "token", "--url", "http://gateway.test", "--client", "x", "--key", _folder.PathOf("key.pem"), "--scope", "x").Error.Should().StartWith("--url: Tokens are asked for over https");
        await File.WriteAllTextAsync(_folder.PathOf("no.pem"), "none");
        CommandRun.Of("clients", "token", "--url", "http://127.0.0.1:1", "--client", "x", "--key", _folder.PathOf("no.pem"), "--scope", "x").Error.Should().StartWith("--key: There is no PEM");
    }

    [Fact]
    public async Task Keys_are_rotated_with_the_deployments_key_and_with_no_other()
    {
        await using var host = await SmallHost.StartAsync([], place: new LedgerOptions { File = Ledger }, clock: new TestClock(TimeProvider.System.GetUtcNow()));
        Run("keys", "rotate").Error.Should().Contain("is not there");
        await File.WriteAllTextAsync(_folder.PathOf("gateway.key"), Convert.ToBase64String(new byte[32]));
        Run("keys", "rotate").ExitCode.Should().Be(1);
        await File.WriteAllTextAsync(_folder.PathOf("gateway.key"), Convert.ToBase64String(SmallHost.Key));
        Run("keys", "list").Lines.Should().ContainSingle().Which.Should().Contain("no other follows yet");
        Run("keys", "rotate").Out.Should().EndWith(" signs in 10 minutes\n");
        Run("keys", "rotate", "--at-once").Out.Should().EndWith(" signs\n");
        Run("keys", "list").Lines.Should().ContainSingle("the others' tokens are taken no more");
    }

    public void Dispose()
    {
        _client.Dispose();
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    private string[] Add()
    {
        File.WriteAllText(_folder.PathOf("jwks.json"), _client.Jwks);
        return ["add", "ward-system", "--name", "The ward", "--organization", "R1L", "--recipient", "trust-clinician", "--scope", "system/Patient.rs system/Task.r", "--purpose", "TREAT", "custody-care", "--jwks", _folder.PathOf("jwks.json"), "--fact", "police-vetted"];
    }

    private CommandRun Run(params string[] args) => CommandRun.Of(["clients", .. args, "--file", Ledger]);

    private async Task OpenAsync() => await (await GatewayLedger.OpenAsync(new LedgerOptions { File = Ledger }, TimeProvider.System)).DisposeAsync();
}
