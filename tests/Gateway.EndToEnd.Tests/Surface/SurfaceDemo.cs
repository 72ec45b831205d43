using System.Net.Sockets;
using System.Text;
using Gateway.EndToEnd.Tests.Data;

namespace Gateway.EndToEnd.Tests.Surface;

/// <summary>A demo that takes little at a time, behind no hop.</summary>
public sealed class SurfaceDemo : IAsyncLifetime
{
    internal RunningDemo Demo { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var settings = RunningDemo.Patient("00:00:20");
        settings["Surface:MaxBody"] = "100000";
        settings["Surface:MaxHeaderCount"] = "30";
        settings["Surface:HeadersTime"] = "00:00:01";
        settings["Surface:SlowestBody"] = "100000";
        settings["Surface:SlowBodyGrace"] = "00:00:02";
        settings["Surface:RequestTime"] = "00:00:05";
        settings["Surface:Requests"] = "6";
        settings["Surface:RequestsOfClient"] = "4";
        settings["Surface:TokensPerMinute"] = "30";
        Demo = await RunningDemo.StartAsync(o => o with { Settings = settings });
    }

    public async Task DisposeAsync() => await Demo.DisposeAsync();

    /// <summary>What comes back when those bytes are sent, and nothing more.</summary>
    internal async Task<string> SendAsync(string bytes)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(Demo.Gateway.Address.Host, Demo.Gateway.Address.Port);
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(bytes));
        var (answer, buffer) = (new StringBuilder(), new byte[4096]);
        using var patience = new CancellationTokenSource(Patience.Never);
        while (await stream.ReadAsync(buffer, patience.Token) is > 0 and var count)
            answer.Append(Encoding.ASCII.GetString(buffer, 0, count));
        return answer.ToString();
    }
}
