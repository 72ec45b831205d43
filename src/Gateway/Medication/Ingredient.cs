namespace Gateway.Medication;

/// <summary>What statements on one medicine have in common.</summary>
/// <param name="Key">Equal for statements that belong together.</param>
/// <param name="Label">The name to show.</param>
/// <param name="Code">The code of the VTM, where it is known.</param>
internal sealed record Ingredient(string Key, string Label, string? Code);
