using System.Diagnostics;
using OpenTelemetry;

namespace Gateway.Telemetry;

/// <summary>Takes what names persons off spans before they are sent: addresses with paths and queries, and who was spoken to from where.</summary>
internal sealed class SpanTags : BaseProcessor<Activity>
{
    private static readonly string[] s_withheld = ["url.", "http.url", "http.target", "http.user_agent", "user_agent.", "client.", "net.peer.", "network.peer.", "enduser.", "exception.message", "exception.stacktrace", "http.request.header.", "http.response.header.", "db.statement", "db.query.text"];

    public override void OnEnd(Activity data)
    {
        foreach (var (key, _) in data.TagObjects.ToList())
            if (s_withheld.Any(w => key.StartsWith(w, StringComparison.OrdinalIgnoreCase)))
                data.SetTag(key, null);
    }
}
