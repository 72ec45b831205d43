using System.Text.Json.Nodes;

namespace Gateway.Simulators.Trust;

/// <summary>The parts of a structured record that are asked for. Who names none gets all.</summary>
internal sealed record StructuredParts(bool Medication, bool Allergies, bool Problems)
{
    public static StructuredParts Of(JsonArray parameters)
    {
        var names = parameters.OfType<JsonObject>().Select(p => p["name"]?.ToString()).Where(n => n?.StartsWith("include", StringComparison.Ordinal) == true).ToHashSet();
        return names.Count == 0
            ? new StructuredParts(true, true, true)
            : new StructuredParts(names.Contains("includeMedication"), names.Contains("includeAllergies"), names.Contains("includeProblems"));
    }
}
