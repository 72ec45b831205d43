using Gateway.Fhir.Elements;

namespace Gateway.Fhir.Patches;

/// <summary>One operation of a FHIRPath Patch.</summary>
internal sealed record PathPatchOperation
{
    /// <summary>Its place among the operations, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>add, insert, delete, replace or move.</summary>
    public required string Kind { get; init; }

    /// <summary>The FHIRPath of what it is done to.</summary>
    public required string Path { get; init; }

    /// <summary>The Parameters that it stands in.</summary>
    public required Element Parameters { get; init; }

    /// <summary>Where it stands in them.</summary>
    public required string Place { get; init; }

    /// <summary>The element that add adds.</summary>
    public string? Name { get; init; }

    /// <summary>The part that holds the value.</summary>
    public Element Value { get; init; }

    /// <summary>Where insert inserts.</summary>
    public int Index { get; init; }

    /// <summary>Where move takes from.</summary>
    public int Source { get; init; }

    /// <summary>Where move puts, counted without what it took.</summary>
    public int Destination { get; init; }

    /// <summary>Where something stands in Parameters, wherever these stand themselves.</summary>
    public static string PlaceOf(Element parameters, Element part) => $"Parameters{ElementPath.Below(parameters, part)}";

    public PatchAbortException Abort(string message, Outcomes.FaultKind kind = Outcomes.FaultKind.Value, string? place = null) => PatchAbortException.Of(Number, Kind, message, kind, place ?? Place);
}
