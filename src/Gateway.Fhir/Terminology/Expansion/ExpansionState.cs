namespace Gateway.Fhir.Terminology.Expansion;

/// <summary>What became of an expansion.</summary>
public enum ExpansionState
{
    Expanded,

    /// <summary>The value set is not loaded.</summary>
    UnknownValueSet,

    /// <summary>It draws on systems or value sets that are not loaded, or cannot be evaluated as it is written.</summary>
    Incomplete,

    /// <summary>It has no end, or more concepts than are listed, or takes more work than is done (issue code too-costly).</summary>
    TooCostly,
}
