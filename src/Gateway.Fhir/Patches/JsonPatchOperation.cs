using System.Text.Json.Nodes;

namespace Gateway.Fhir.Patches;

/// <summary>One operation of a JSON Patch (RFC 6902, 4).</summary>
/// <param name="Number">Its place among the operations, from 1.</param>
/// <param name="Kind">add, remove, replace, move, copy or test.</param>
/// <param name="Path">Where it is done.</param>
/// <param name="From">Where move and copy take from.</param>
/// <param name="Value">What is added, put in place or compared; null is JSON's null.</param>
internal sealed record JsonPatchOperation(int Number, string Kind, JsonPointer Path, JsonPointer? From, JsonNode? Value);
