namespace Gateway.Conformance;

/// <summary>Why something cannot be told of codes.</summary>
internal enum CodeGap
{
    /// <summary>It can.</summary>
    None,

    /// <summary>What it takes is not loaded, and no terminology server knows it.</summary>
    Unknown,

    /// <summary>The terminology server did not answer; asking again may help.</summary>
    Silent,
}
