using System.Diagnostics;
using Gateway.Sources.Credentials;

namespace Gateway.Sources.Http;

/// <summary>The way to one source: its address, credentials, connections and the pipeline around them.</summary>
internal sealed class SourceConnection : IDisposable
{
    private readonly SourceOptions _options;
    private readonly Uri _address;
    private readonly ICredential _credential;
    private readonly TimeProvider _time;
    private readonly SourceTelemetry _telemetry;
    private readonly SourcePipeline _pipeline;
    private readonly HttpMessageInvoker _client;
    private readonly Exchange _exchange;
    private long _pausedUntil;
    private long _lastAnswered;

    public SourceConnection(SourceOptions options, HttpMessageHandler handler, ICredential credential, TimeProvider time, SourceTelemetry telemetry)
    {
        (_options, _credential, _time, _telemetry) = (options, credential, time, telemetry);
        _address = Folder(options.Address!);
        _client = new HttpMessageInvoker(handler);
        _exchange = new Exchange(_client, time);
        _pipeline = new SourcePipeline(options.Limits, time);
        telemetry.Watch(options.Name, () => _pipeline.Breaker);
    }

    /// <summary>The way that the options describe; null, and faults, where they describe none, or had faults already.</summary>
    public static SourceConnection? Open(SourceOptions options, TimeProvider time, SourceTelemetry telemetry, List<string> faults)
    {
        var own = CertificateFiles.Own(options.Credentials, faults);
        var roots = CertificateFiles.Trusted(options.Credentials, faults);
        if (options.Address is not { IsAbsoluteUri: true, Scheme: "http" or "https", Query: "", Fragment: "", UserInfo: "" } address)
        {
            faults.Add("address is missing, or is not http or https without user, query and fragment.");
            return null;
        }

        var handler = SourceHandler.Of(options.Limits, own, roots);
        var credential = CredentialLoading.Of(options, address, handler, time, faults);
        if (faults.Count == 0 && credential is not null)
            return new SourceConnection(options, handler, credential, time, telemetry);
        handler.Dispose();
        return null;
    }

    /// <summary>When the source last answered anything.</summary>
    public DateTimeOffset? LastAnswered => Interlocked.Read(ref _lastAnswered) is var ticks and > 0 ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>The address that paths stand under, which ends with a slash.</summary>
    public static Uri Folder(Uri address) => address.AbsoluteUri.EndsWith('/') ? address : new Uri($"{address.AbsoluteUri}/");

    /// <summary>
    /// Asks. What the source does or fails to do is the reply's state; only the caller's own cancellation throws. A source that said when it may be
    /// asked again is not asked before.
    /// </summary>
    public async Task<SourceReply> SendAsync(SourceCall call, CancellationToken cancellation)
    {
        if (Paused() is { } wait)
            return SourceReply.Of(SourceState.Throttled, wait);
        return await RunAsync(call.Operation, static (s, c) => s.Connection.AttemptAsync(s.Call, c), (Connection: this, Call: call), call.IsRepeatable, cancellation).ConfigureAwait(false);
    }

    /// <summary>
    /// Sends a request without content and gives its answer before its content has come; null, and why, where there is none that may be passed on. Its place in the bulkhead is kept until
    /// then; what the content does is not told by the breaker.
    /// </summary>
    public async Task<(SourceReply Reply, HttpResponseMessage? Response)> PassAsync(string operation, HttpRequestMessage request, CancellationToken cancellation)
    {
        if (Paused() is { } wait)
            return (SourceReply.Of(SourceState.Throttled, wait), null);
        var passed = new PassedResponse(request);
        try
        {
            var reply = await RunAsync(operation, static (s, c) => s.Connection.AttemptAsync(s.Passed, c), (Connection: this, Passed: passed), isRepeatable: true, cancellation).ConfigureAwait(false);
            return (reply, passed.Take(reply));
        }
        catch (OperationCanceledException)
        {
            passed.Dispose();
            throw;
        }
    }

    private async Task<SourceReply> RunAsync<TState>(string operation, Func<TState, CancellationToken, ValueTask<SourceReply>> attempt, TState state, bool isRepeatable, CancellationToken cancellation)
    {
        var start = _time.GetTimestamp();
        using var activity = SourceTelemetry.Start(_options.Name, operation);
        var reply = await _pipeline.RunAsync(attempt, state, isRepeatable, cancellation).ConfigureAwait(false);
        if (reply is { State: SourceState.Throttled, RetryAfter: { } pause })
            Pause(pause);
        else if (reply.Status > 0 && !reply.IsFault)
            Interlocked.Exchange(ref _lastAnswered, _time.GetUtcNow().UtcTicks);
        _telemetry.Record(activity, _options.Name, operation, reply, _time.GetElapsedTime(start));
        return reply;
    }

    /// <summary>Asks whether the source answers at all.</summary>
    public async Task<SourceHealth> CheckAsync(string path, CancellationToken cancellation)
    {
        var start = _time.GetTimestamp();
        var reply = await SendAsync(SourceCall.Get("check", path) with { MayBeEmpty = true }, cancellation).ConfigureAwait(false);
        return new SourceHealth { State = reply.State, Took = _time.GetElapsedTime(start), LastAnswered = LastAnswered };
    }

    public void Dispose()
    {
        _client.Dispose();
        _pipeline.Dispose();
    }

    // A credential that the source refuses is renewed once.
    private async ValueTask<SourceReply> AttemptAsync(PassedResponse passed, CancellationToken cancellation)
    {
        for (var isSecond = false; ; isSecond = true)
        {
            if (await PrepareAsync(passed.Request, cancellation).ConfigureAwait(false) is { } failure)
                return failure;
            var reply = await _exchange.OpenAsync(passed, cancellation).ConfigureAwait(false);
            if (reply.Status != 401 || isSecond || !_credential.Renew(passed.Request))
                return reply;
        }
    }

    private async ValueTask<SourceReply?> PrepareAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        if (await _credential.PutAsync(request, cancellation).ConfigureAwait(false) is { } failure)
            return failure;
        if (Activity.Current is { IdFormat: ActivityIdFormat.W3C, Id: { } id } && !request.Headers.Contains("traceparent"))
            request.Headers.TryAddWithoutValidation("traceparent", id);
        return null;
    }

    private async ValueTask<SourceReply> AttemptAsync(SourceCall call, CancellationToken cancellation)
    {
        for (var isSecond = false; ; isSecond = true)
        {
            using var request = call.ToRequest(_address);
            if (await PrepareAsync(request, cancellation).ConfigureAwait(false) is { } failure)
                return failure;
            var reply = await _exchange.SendAsync(request, call.Accepts, call.MayBeEmpty, _options.Limits.MaxBytes, cancellation).ConfigureAwait(false);
            if (reply.Status != 401 || isSecond || !_credential.Renew(request))
                return reply;
        }
    }

    private TimeSpan? Paused() =>
        Interlocked.Read(ref _pausedUntil) is var until and > 0 && until - _time.GetUtcNow().UtcTicks is var left and > 0 ? new TimeSpan(left) : null;

    private void Pause(TimeSpan wait) =>
        Interlocked.Exchange(ref _pausedUntil, (_time.GetUtcNow() + (wait < _options.Limits.LongestPause ? wait : _options.Limits.LongestPause)).UtcTicks);
}
