using System.Net;
using Gateway.Sources.Credentials;
using Gateway.Sources.Tests.Data;

namespace Gateway.Sources.Tests.Credentials;

public sealed class SecretTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    [Fact]
    public void A_secret_is_never_printed()
    {
        var options = new CredentialOptions { Kind = "api-key", Secret = "marked-secret" };
        new Secret("marked-secret", null).ToString().Should().NotContain("marked");
        options.ToString().Should().NotContain("marked");
        new Token("marked-token", default).ToString().Should().NotContain("marked");
        $"{new TokenReply(new Token("marked-token", default), null)}".Should().NotContain("marked");
    }

    [Fact]
    public void A_secret_is_read_from_its_file_without_the_line_end()
    {
        File.WriteAllText(_file, "from-file\n");
        new Secret(null, _file).Value.Should().Be("from-file");
        new Secret(null, $"{_file}.not-there").Value.Should().BeNull();
    }

    [Fact]
    public async Task A_key_that_is_refused_is_read_again_from_its_file()
    {
        File.WriteAllText(_file, "old-key");
        using var handler = new ScriptedHandler();
        handler.Answer = (request, _) => Task.FromResult(
            request.Headers.GetValues("X-Api-Key").Single() == "new-key" ? ScriptedHandler.Json("{}") : ScriptedHandler.Status(HttpStatusCode.Unauthorized));
        using var connection = Connections.Of(handler, TimeProvider.System, credential: new ApiKeyCredential("X-Api-Key", new Secret(null, _file)));
        (await connection.SendAsync(Connections.Get, CancellationToken.None)).State.Should().Be(SourceState.Failed);
        handler.Count.Should().Be(1);
        File.WriteAllText(_file, "new-key");
        (await connection.SendAsync(Connections.Get, CancellationToken.None)).State.Should().Be(SourceState.Answered);
    }

    public void Dispose() => File.Delete(_file);
}
