namespace Gateway.Fhir.Outcomes;

/// <summary>One thing that is wrong with content, and where.</summary>
/// <param name="Kind">The kind of fault.</param>
/// <param name="Message">What is wrong, in a sentence that repeats no value of the content.</param>
/// <param name="Expression">The FHIRPath of the element; empty when no element was reached.</param>
/// <param name="Line">The line, counted from 1; 0 when the place in a text is not known.</param>
/// <param name="Column">The column in code points, counted from 1; 0 when not known.</param>
/// <param name="IsWarning">True when the content could be read all the same (tolerant reading).</param>
public sealed record Fault(FaultKind Kind, string Message, string Expression, int Line, int Column, bool IsWarning = false)
{
    /// <summary>Which rule says so: the key of an invariant (<c>dom-6</c>), or the rule's own name (<c>slice-closed</c>); empty for faults of reading.</summary>
    public string Rule { get; init; } = "";

    /// <summary>True for a warning that is no more than information.</summary>
    public bool IsNote { get; init; }

    public override string ToString() =>
        (Line > 0 ? $"{Line}:{Column}: " : "") + (Expression.Length > 0 ? $"{Expression}: " : "") + Message;
}
