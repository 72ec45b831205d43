namespace Gateway.Fhir.Paths;

/// <summary>When an expression was found to be wrong.</summary>
public enum PathFaultKind
{
    /// <summary>It is not FHIRPath.</summary>
    Syntax,

    /// <summary>It names an element, type, function or variable that does not exist, or joins types that do not fit.</summary>
    Semantic,

    /// <summary>The data that it met did not fit.</summary>
    Execution,

    /// <summary>It took more steps, time or memory than it was given.</summary>
    Budget,
}
