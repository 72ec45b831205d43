namespace Gateway.Fhir.Elements;

/// <summary>How the bytes of a node are to be read.</summary>
[Flags]
internal enum NodeFlags
{
    None = 0,

    /// <summary>The node has a primitive value.</summary>
    Value = 1,

    /// <summary>The value's bytes still hold JSON escapes.</summary>
    Escaped = 2,

    /// <summary>The value's bytes hold characters that JSON must escape.</summary>
    Unclean = 4,

    /// <summary>The content lies in another tree: <c>Start</c> is the number of the graft.</summary>
    Graft = 8,
}
