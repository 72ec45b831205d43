namespace Gateway.Conformance;

/// <summary>What is known of codes, or why it cannot be told: never the same as a no.</summary>
/// <param name="Value">What is known; meaningless where it cannot be told.</param>
/// <param name="Gap">Why it cannot be told.</param>
internal readonly record struct Told<T>(T Value, CodeGap Gap = CodeGap.None);
