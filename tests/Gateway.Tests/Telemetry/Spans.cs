using System.Collections.Concurrent;
using System.Diagnostics;
using OpenTelemetry;

namespace Gateway.Tests.Telemetry;

/// <summary>Keeps all that a span says, as it would be sent.</summary>
internal sealed class Spans : BaseProcessor<Activity>
{
    public ConcurrentQueue<(ActivityTraceId Trace, string Text)> All { get; } = new();

    /// <summary>The spans of one trace; those of other hosts in the process are heard too.</summary>
    public IReadOnlyList<string> Of(ActivityTraceId trace) => [.. All.Where(s => s.Trace == trace).Select(s => s.Text)];

    public override void OnEnd(Activity data) => All.Enqueue((
        data.TraceId,
        $"{data.Source.Name} {data.DisplayName} {data.OperationName} {data.StatusDescription} {string.Join(' ', data.TagObjects)} {string.Join(' ', data.Events.Select(e => $"{e.Name} {string.Join(' ', e.Tags)}"))}"));
}
