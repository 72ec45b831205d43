using System.IO.Compression;
using System.Text;
using Gateway.Sources.Credentials;
using Gateway.Sources.Http;
using Gateway.Sources.Tests.Data;
using Microsoft.AspNetCore.Http;

namespace Gateway.Sources.Tests.Http;

public sealed class ExchangeTests
{
    [Fact]
    public async Task A_body_that_is_cut_is_a_failure_and_asked_for_again()
    {
        await using var server = await ScriptedServer.StartAsync(async context =>
        {
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = 1000;
            await context.Response.WriteAsync("{\"items\":[");
            await context.Response.Body.FlushAsync();
            context.Abort();
        });
        using var connection = Connect(server, _ => { });
        (await connection.SendAsync(Connections.Get, CancellationToken.None)).State.Should().Be(SourceState.Failed);
        server.Received.Should().HaveCount(3);
    }

    [Theory]
    [InlineData(1024, true)]
    [InlineData(1025, false)]
    [InlineData(5000, false)]
    public async Task An_answer_is_read_up_to_the_limit_and_no_further(int length, bool isRead)
    {
        await using var server = await ScriptedServer.StartAsync("application/json", new string('1', length));
        using var connection = Connect(server, l => l.MaxBytes = 1024);
        var reply = await connection.SendAsync(Connections.Get, CancellationToken.None);
        reply.State.Should().Be(isRead ? SourceState.Answered : SourceState.Failed);
        reply.Body.Should().HaveCount(isRead ? length : 0);
    }

    [Theory]
    [InlineData(1024, true)]
    [InlineData(100_000, false)]
    public async Task A_packed_answer_counts_as_long_as_it_is_unpacked(int length, bool isRead)
    {
        await using var server = await ScriptedServer.StartAsync(async context =>
        {
            context.Response.ContentType = "application/json";
            context.Response.Headers.ContentEncoding = "gzip";
            await using var packed = new GZipStream(context.Response.Body, CompressionLevel.Fastest);
            await packed.WriteAsync(Encoding.UTF8.GetBytes(new string('1', length)));
        });
        using var connection = Connect(server, l => l.MaxBytes = 1024);
        var reply = await connection.SendAsync(Connections.Get, CancellationToken.None);
        reply.State.Should().Be(isRead ? SourceState.Answered : SourceState.Failed);
        server.Received.First().Headers["Accept-Encoding"].Should().Contain("gzip");
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var server = await ScriptedServer.StartAsync(context =>
        {
            context.Response.Redirect("/elsewhere");
            return Task.CompletedTask;
        });
        using var connection = Connect(server, _ => { });
        (await connection.SendAsync(Connections.Get, CancellationToken.None)).State.Should().Be(SourceState.Failed);
        server.Received.Should().ContainSingle();
    }

    [Fact]
    public async Task Cookies_are_not_kept_and_connections_are()
    {
        var connections = new HashSet<string>();
        await using var server = await ScriptedServer.StartAsync(context =>
        {
            connections.Add(context.Connection.Id);
            context.Response.Cookies.Append("session", "1");
            return ScriptedServer.Write(context, "application/json", "{}");
        });
        using var connection = Connect(server, _ => { });
        for (var i = 0; i < 5; i++)
            (await connection.SendAsync(Connections.Get, CancellationToken.None)).State.Should().Be(SourceState.Answered);
        connections.Should().ContainSingle();
        server.Received.Should().AllSatisfy(r => r.Headers.Should().NotContainKey("Cookie"));
    }

    [Fact]
    public async Task Nobody_listening_is_a_failure()
    {
        var server = await ScriptedServer.StartAsync("application/json", "{}");
        using var connection = Connect(server, l => l.Retries = 0);
        await server.DisposeAsync();
        (await connection.SendAsync(Connections.Get, CancellationToken.None)).State.Should().Be(SourceState.Failed);
    }

    private static SourceConnection Connect(ScriptedServer server, Action<LimitOptions> limits)
    {
        var options = new SourceOptions { Name = "test", Address = server.Address };
        options.Limits.RetryDelay = TimeSpan.Zero;
        limits(options.Limits);
        return new SourceConnection(options, SourceHandler.Of(options.Limits, null, []), new NoCredential(), TimeProvider.System, new SourceTelemetry());
    }
}
