namespace Gateway.Fhir.Paths;

/// <summary>Ends a compilation or an evaluation; caught at the edge of this room and turned into a <see cref="PathFault"/>.</summary>
internal sealed class PathAbortException(PathFaultKind kind, string message, int position) : Exception(message)
{
    public PathFaultKind Kind { get; } = kind;
    public int Position { get; } = position;
}
