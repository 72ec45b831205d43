using System.Text;
using System.Text.Json.Nodes;
using Gateway.Fhir.Outcomes;

namespace Gateway.Fhir.Patches;

/// <summary>The document while operations are done to it, one after another (RFC 6902, 4).</summary>
internal sealed class JsonPatchRun(JsonNode? document)
{
    private readonly HashSet<JsonNode> _shrunk = new(ReferenceEqualityComparer.Instance);
    private long _copied;

    public JsonNode? Document { get; private set; } = document;

    /// <exception cref="PatchAbortException">The operation cannot be done.</exception>
    public void Do(JsonPatchOperation operation)
    {
        var (path, value) = (operation.Path, operation.Value);
        switch (operation.Kind)
        {
            case "add":
                Add(operation, value?.DeepClone());
                break;
            case "remove":
                Take(operation, path);
                break;
            case "replace":
                Take(operation, path, isReplaced: true);
                Add(operation, value?.DeepClone());
                break;
            case "move":
                Move(operation, operation.From!);
                break;
            case "copy":
                Add(operation, Copy(operation, Find(operation, operation.From!, operation.From!.Tokens.Count)));
                break;
            default:
                if (!JsonNode.DeepEquals(Find(operation, path, path.Tokens.Count), value))
                    throw Abort(operation, $"what is at {path} is not equal to the value.", FaultKind.BusinessRule);
                break;
        }
    }

    /// <summary>Takes away what operations have emptied, and what that leaves empty.</summary>
    public void LeaveOutEmptied()
    {
        foreach (var node in _shrunk)
            for (var at = node; IsEmpty(at) && at.Parent is { } parent; at = parent)
                if (parent is JsonArray array)
                    array.Remove(at);
                else
                    parent.AsObject().Remove(at.GetPropertyName());
    }

    private void Move(JsonPatchOperation operation, JsonPointer from)
    {
        if (from.IsAround(operation.Path))
            throw Abort(operation, $"{from} cannot be moved into itself.");
        if (from.Tokens.SequenceEqual(operation.Path.Tokens, StringComparer.Ordinal))
            Find(operation, from, from.Tokens.Count);
        else
            Add(operation, Take(operation, from));
    }

    private void Add(JsonPatchOperation operation, JsonNode? value)
    {
        var path = operation.Path;
        if (path.Tokens.Count + Depth(value) > JsonPatchReader.MaxDepth)
            throw Abort(operation, "what it makes is nested too deep.", FaultKind.TooLong);
        if (path.IsRoot)
        {
            Document = value;
            return;
        }

        switch (Find(operation, path, path.Tokens.Count - 1))
        {
            case JsonObject holder:
                holder[path.Last] = value;
                break;
            case JsonArray holder when path.Last == JsonPointer.End:
                holder.Add(value);
                break;
            case JsonArray holder when JsonPointer.Index(path.Last) is { } index:
                holder.Insert(index <= holder.Count ? index : throw Abort(operation, $"{path} is beyond the end of an array of {holder.Count}."), value);
                break;
            case JsonArray:
                throw Abort(operation, $"the last part of {path} is no index of an array.");
            default:
                throw Abort(operation, $"nothing can be added to {path.Parent}, which is no object and no array.");
        }
    }

    // Takes a value out of the document, to be put elsewhere or to be gone.
    private JsonNode? Take(JsonPatchOperation operation, JsonPointer path, bool isReplaced = false)
    {
        var value = Find(operation, path, path.Tokens.Count);
        if (path.IsRoot && isReplaced)
            return value;
        if (path.IsRoot)
            throw Abort(operation, "the whole document cannot be taken away.");
        var holder = Find(operation, path, path.Tokens.Count - 1)!;
        if (holder is JsonArray array)
            array.RemoveAt(JsonPointer.Index(path.Last)!.Value);
        else if (!isReplaced)
            holder.AsObject().Remove(path.Last);
        else
            holder.AsObject()[path.Last] = null;
        _shrunk.Add(holder);
        return value;
    }

    // What lies at the first tokens of a pointer.
    private JsonNode? Find(JsonPatchOperation operation, JsonPointer path, int tokens)
    {
        var node = Document;
        for (var i = 0; i < tokens; i++)
        {
            var token = path.Tokens[i];
            if (node is JsonObject holder && holder.TryGetPropertyValue(token, out var member))
                node = member;
            else if (node is JsonArray array && JsonPointer.Index(token) is { } index && index < array.Count)
                node = array[index];
            else
                throw Abort(operation, $"there is nothing at {path.Shown(i + 1)}.", FaultKind.NotFound);
        }

        return node;
    }

    private JsonNode? Copy(JsonPatchOperation operation, JsonNode? node)
    {
        _copied += node is null ? 0 : Encoding.UTF8.GetByteCount(node.ToJsonString());
        return _copied <= PatchLimits.Bytes ? node?.DeepClone() : throw Abort(operation, $"the patch copies more than {PatchLimits.Bytes} bytes.", FaultKind.TooLong);
    }

    private static bool IsEmpty(JsonNode node) => node is JsonArray { Count: 0 } or JsonObject { Count: 0 };

    private static int Depth(JsonNode? node) => node switch
    {
        JsonObject holder => 1 + holder.Select(m => Depth(m.Value)).DefaultIfEmpty().Max(),
        JsonArray holder => 1 + holder.Select(Depth).DefaultIfEmpty().Max(),
        _ => 0,
    };

    private static PatchAbortException Abort(JsonPatchOperation operation, string message, FaultKind kind = FaultKind.Value) => PatchAbortException.Of(operation.Number, operation.Kind, message, kind);
}
