using Gateway.Sources.Credentials;
using Gateway.Sources.Http;

namespace Gateway.Sources.Tests.Data;

/// <summary>Connections over a scripted handler, with the clock of the test.</summary>
internal static class Connections
{
    public static SourceConnection Of(HttpMessageHandler handler, TimeProvider time, Action<LimitOptions>? limits = null, ICredential? credential = null)
    {
        var options = new SourceOptions { Name = "test", Kind = "custody", Number = 1, Organization = "42", Address = new Uri("http://test.example/base") };

        // Manual time runs ahead of what it sets off: a total time that is not what the test is about must not end it.
        options.Limits.Timeout = TimeSpan.FromDays(1);
        limits?.Invoke(options.Limits);
        return new SourceConnection(options, handler, credential ?? new NoCredential(), time, new SourceTelemetry());
    }

    public static SourceCall Get => SourceCall.Get("read", "thing?x=1");

    public static SourceCall Post => new("create", HttpMethod.Post, "thing") { Body = "{}"u8.ToArray() };
}
