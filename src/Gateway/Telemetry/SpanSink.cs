using System.Diagnostics;
using OpenTelemetry;

namespace Gateway.Telemetry;

/// <summary>Something more that is told of spans once they are done and cleaned; tests look through it.</summary>
internal sealed record SpanSink(BaseProcessor<Activity> Processor);
