using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Gateway.EndToEnd.Tests.Data;
using Gateway.EndToEnd.Tests.Proxy;

namespace Gateway.EndToEnd.Tests.Surface;

/// <summary>A node that is told to end says so first, goes on serving until that was seen, and ends what is under way.</summary>
public sealed partial class DrainTests
{
    [Fact]
    public async Task A_node_that_ends_is_not_ready_first_and_finishes_what_is_under_way()
    {
        using var stand = new ProxyStand { Settings = new() { ["Surface:DrainDelay"] = "00:00:05" } };
        await stand.InitializeAsync();
        var (asked, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        stand.Source.Answers["/r4/Condition/slow"] = async http =>
        {
            asked.SetResult();
            await go.Task;
            http.Response.ContentType = "application/fhir+json";
            await http.Response.Body.WriteAsync(System.Text.Encoding.UTF8.GetBytes(ProxyStand.Condition("slow")));
        };
        var before = await stand.AskAsync("/health/ready", more: Anonymous);
        var underWay = stand.AskAsync("Condition/slow");
        await asked.Task;
        var ending = stand.App.StopAsync();
        var draining = await Patience.UntilAsync(() => stand.AskAsync("/health/ready", more: Anonymous), a => a.Status != HttpStatusCode.OK);
        var served = await stand.AskAsync("Patient/p1");
        var live = await stand.AskAsync("/health/live", more: Anonymous);
        var (wasEnded, isWaiting) = (ending.IsCompleted, !underWay.IsCompleted);
        go.SetResult();
        var finished = await underWay;
        await ending;
        var late = () => stand.AskAsync("Patient/p1");

        before.Status.Should().Be(HttpStatusCode.OK);
        (draining.Status, (string?)draining.Json["status"]).Should().Be((HttpStatusCode.ServiceUnavailable, "draining"));
        (served.Status, live.Status).Should().Be((HttpStatusCode.OK, HttpStatusCode.OK));
        (wasEnded, isWaiting).Should().Be((false, true));
        finished.Status.Should().Be(HttpStatusCode.OK, finished.Text);
        await late.Should().ThrowAsync<HttpRequestException>();
        await stand.DisposeAsync();
    }

    [Fact]
    public async Task A_process_that_is_told_to_end_finishes_what_is_under_way_and_ends_well()
    {
        var data = Directory.CreateTempSubdirectory("gateway-drain-").FullName;
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Gateway.dll"), "demo", "--data", data, "--port", "0"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var limit in (string[])["Timeout", "AttemptTimeout"])
            start.Environment[$"Sources__trust__Limits__{limit}"] = "00:00:50";
        using var process = Process.Start(start)!;
        _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null);
        var (gateway, trust, token) = ("", "", "");
        while (token.Length == 0 && await process.StandardOutput.ReadLineAsync() is { } line)
        {
            gateway = Gateway().Match(line) is { Success: true } told ? told.Groups[1].Value : gateway;
            trust = Trust().Match(line) is { Success: true } where ? where.Groups[1].Value : trust;
            token = Token().Match(line) is { Success: true } file ? await File.ReadAllTextAsync(file.Groups[1].Value) : token;
        }

        _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        using var http = new HttpClient { Timeout = Patience.Never };
        using var fault = await http.PutAsync(new Uri($"{trust}control/faults"), new StringContent("""{"mode":"delay","delay":3500}""", System.Text.Encoding.UTF8, "application/json"));
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var underWay = http.GetAsync(new Uri($"{gateway}/sources/trust/fhir/metadata"));
        await Patience.UntilAsync(() => http.GetStringAsync(new Uri($"{trust}control/faults")), t => !t.Contains("\"struck\":0", StringComparison.Ordinal));
        using var signal = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)])!;
        using var answer = await underWay;
        using var patience = new CancellationTokenSource(Patience.Never);
        await process.WaitForExitAsync(patience.Token);

        fault.StatusCode.Should().Be(HttpStatusCode.OK);
        answer.StatusCode.Should().Be(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        process.ExitCode.Should().Be(0);
        Directory.Delete(data, true);
    }

    private static void Anonymous(HttpRequestMessage request) => request.Headers.Authorization = null;

    [GeneratedRegex(@"FHIR\s+(http://127\.0\.0\.1:\d+)/fhir")]
    private static partial Regex Gateway();

    [GeneratedRegex(@"^\s+trust\s+(http://\S+)")]
    private static partial Regex Trust();

    [GeneratedRegex(@"^\s+source-reader\s+(\S+)")]
    private static partial Regex Token();
}
