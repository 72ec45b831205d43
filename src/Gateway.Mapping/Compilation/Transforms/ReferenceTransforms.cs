using System.Text;
using Gateway.Fhir.Elements;

namespace Gateway.Mapping.Compilation.Transforms;

/// <summary>Transforms that name resources: <c>reference(r)</c>, <c>pointer(r)</c>, <c>uuid()</c>.</summary>
internal static class ReferenceTransforms
{
    public static ValueCode? Uuid(TransformCall call) =>
        call.Takes(0, 0) ? TransformCall.Text(run => run.Options.NewId().ToString("D")) : null;

    /// <summary>What Reference.reference holds: the fullUrl of the entry that the resource lies in, else <c>Type/id</c>; a new resource without id gets one.</summary>
    public static ValueCode? Reference(TransformCall call)
    {
        if (!call.Takes(1, 1))
            return null;
        var get = call[0].Get;
        return new ValueCode(run => MapValue.Of(Of(call, run, get(run))), ValueShape.Text)
        {
            Utf8 = run => get(run) is { Draft: { Type.IsResource: true } draft } && FullUrl(run, draft) is { } url ? url
                : Of(call, run, get(run)) is { } text ? Encoding.UTF8.GetBytes(text) : null,
        };
    }

    /// <summary>The address of a resource as a URI: its fullUrl, or <c>urn:uuid:</c> with its id where that is a UUID, else as <see cref="Reference"/>.</summary>
    public static ValueCode? Pointer(TransformCall call)
    {
        if (!call.Takes(1, 1))
            return null;
        var get = call[0].Get;
        return TransformCall.Text(run =>
        {
            var value = get(run);
            var reference = Of(call, run, value);
            return reference is not null && !reference.Contains(':', StringComparison.Ordinal) && Guid.TryParse(reference[(reference.IndexOf('/', StringComparison.Ordinal) + 1)..], out var id)
                ? $"urn:uuid:{id:D}" : reference;
        });
    }

    private static string? Of(TransformCall call, MapRun run, in MapValue value)
    {
        if (value.IsNone)
            return null;
        if (value.Draft is { Type.IsResource: true } draft)
            return Of(run, draft);
        if (value.Draft is null && value.Value.IsElement && value.Value.Element is { Type.IsResource: true } resource)
            return resource.ChildText("id") is { } id ? $"{resource.Type.Name}/{id}" : null;
        call.Warn(run, "Only a resource can be referred to.");
        return null;
    }

    private static string Of(MapRun run, ElementDraft draft)
    {
        if (FullUrl(run, draft) is { } url)
            return Encoding.UTF8.GetString(url);
        var id = draft.TextOf("id");
        if (id is null)
        {
            id = run.Options.NewId().ToString("D");
            draft.AddValue(draft.Type.Find("id")!, Encoding.UTF8.GetBytes(id));
        }

        return $"{draft.Type.Name}/{id}";
    }

    private static byte[]? FullUrl(MapRun run, ElementDraft draft) => run.Entries.TryGetValue(draft, out var entry) ? entry.ValueOf("fullUrl") : null;
}
