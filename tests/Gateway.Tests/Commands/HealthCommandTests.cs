using System.Net;
using Gateway.Commands;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.Commands;

/// <summary>What a probe that can run nothing but the gateway itself is told.</summary>
public sealed class HealthCommandTests
{
    [Theory]
    [InlineData(200, 503, "", 0)]
    [InlineData(503, 200, "", 1)]
    [InlineData(503, 200, "--live", 0)]
    public async Task It_says_whether_the_gateway_is_up(int ready, int live, string option, int expected)
    {
        await using var app = WebApplication.CreateSlimBuilder().Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapGet("/health/ready", () => Results.StatusCode(ready));
        app.MapGet("/health/live", () => Results.StatusCode(live));
        await app.StartAsync();

        Run([.. (string[])["health", "--url", app.Urls.First()], .. option.Split(' ', StringSplitOptions.RemoveEmptyEntries)]).Should().Be(expected);
    }

    [Fact]
    public void Nobody_there_is_not_up()
    {
        using var taken = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        taken.Stop();

        Run(["health", "--url", $"http://127.0.0.1:{port}"]).Should().Be(1);
    }

    private static int Run(string[] args) => CommandLine.Run(args, new Terminal(TextWriter.Null, TextWriter.Null));
}
