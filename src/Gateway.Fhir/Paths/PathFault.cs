namespace Gateway.Fhir.Paths;

/// <summary>What is wrong with an expression, and where in it.</summary>
/// <param name="Kind">When it was found.</param>
/// <param name="Message">What is wrong; it repeats names of the expression, never a value of the data.</param>
/// <param name="Position">The place in the expression, in characters counted from 0.</param>
/// <param name="Line">The line of that place, counted from 1.</param>
/// <param name="Column">The column of that place, counted from 1.</param>
public sealed record PathFault(PathFaultKind Kind, string Message, int Position, int Line, int Column)
{
    public override string ToString() => $"{Line}:{Column}: {Message}";

    internal static PathFault At(PathAbortException abort, string expression)
    {
        var before = expression.AsSpan(0, Math.Clamp(abort.Position, 0, expression.Length));
        return new PathFault(abort.Kind, abort.Message, before.Length, before.Count('\n') + 1, before.Length - before.LastIndexOf('\n'));
    }
}
