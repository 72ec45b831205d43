using System.Buffers;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;
using Gateway.Mapping.Compilation;
using Gateway.Mapping.Records;
using Gateway.Sources.Http;
using Gateway.Sources.Records;

namespace Gateway.Sources.Custody;

/// <summary>
/// What custody is told of its requests for healthcare: a change of a Task is an acknowledgement while the request goes on and an outcome when it has
/// ended, of an Encounter the attendance, of an Observation the outcome.
/// </summary>
internal sealed class CustodyMessages(CompiledMap acknowledgement, CompiledMap attendance, CompiledMap outcome, CustodyOptions options)
{
    public static readonly IReadOnlySet<string> Takes = new HashSet<string> { "Task", "Encounter", "Observation" };
    private static readonly HashSet<string> s_ended = ["completed", "failed", "cancelled", "entered-in-error"];

    /// <summary>The message as custody takes it; why not where the change cannot be put into its words.</summary>
    public (SourceCall? Message, IReadOnlyList<Fault> Faults) Of(SourceChange change)
    {
        var (map, path) = MapOf(change);
        if (map is null)
            return (null, [new Fault(FaultKind.NotSupported, "Custody is not told of changes of that kind.", "", 0, 0)]);
        var result = map.Run(BackInput.Of(map, change.Content));
        if (!result.IsMapped)
            return (null, result.Faults);
        var body = new ArrayBufferWriter<byte>();
        if (options.Format == "xml")
        {
            if (!RecordXml.TryWrite(result.Root, body, out var fault))
                return (null, [fault]);
        }
        else
        {
            RecordJson.Write(result.Root, body);
        }

        return (new SourceCall("deliver", HttpMethod.Post, path)
        {
            Body = body.WrittenMemory,
            ContentType = options.Format == "xml" ? "application/xml" : "application/json",
            Key = ("Idempotency-Key", change.Key),
            MayBeEmpty = true,
        }, []);
    }

    private (CompiledMap? Map, string Path) MapOf(SourceChange change) => change.Type switch
    {
        "Task" when s_ended.Contains(Status(change.Content) ?? "") => (outcome, "health-request-outcomes"),
        "Task" => (acknowledgement, "health-request-acknowledgements"),
        "Encounter" => (attendance, "health-request-attendances"),
        "Observation" => (outcome, "health-request-outcomes"),
        _ => (null, ""),
    };

    private static string? Status(Element content) =>
        BackInput.Resources(content).Where(r => r.Type.Name == "Task").Select(r => r.ChildText("status")).FirstOrDefault();
}
