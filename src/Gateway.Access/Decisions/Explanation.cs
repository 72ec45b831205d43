using System.Text;
using System.Text.Json;
using Gateway.Access.Labels;

namespace Gateway.Access.Decisions;

/// <summary>Tells a decision, rule by rule: for people as lines, for programs as JSON. No value of the resource is among it.</summary>
public static class Explanation
{
    /// <summary>The decision as lines: what, by which row, then each rule with its step.</summary>
    public static string ToText(Decided decided, string policyVersion)
    {
        var text = new StringBuilder();
        text.Append(decided.Verdict == Verdict.Permit ? "permit" : "deny").Append(" by ").Append(decided.Row ?? "no row").Append(", policies ").AppendLine(policyVersion);
        text.Append("labels ").AppendLine(decided.Labels.ToText());
        foreach (var reason in decided.Reasons)
            text.Append("  ").Append(reason.Step.PadRight(3)).Append(reason.Rule).Append(reason.Rule.Length > 0 ? ": " : "").AppendLine(reason.Text);
        return text.ToString();
    }

    /// <summary>The decision as members of the object that is being written.</summary>
    public static void Write(Utf8JsonWriter json, Decided decided, string policyVersion)
    {
        json.WriteString("verdict", decided.Verdict == Verdict.Permit ? "permit" : "deny");
        json.WriteString("row", decided.Row);
        json.WriteString("projection", decided.Projection);
        json.WriteString("policies", policyVersion);
        json.WriteString("confidentiality", ConfidentialityCodes.CodeOf(decided.Labels.Rank));
        List(json, "sensitivities", decided.Labels.Sensitivities.Select(s => s.Code));
        List(json, "patients", decided.Patients);
        List(json, "consents", decided.Consents);
        List(json, "removed", decided.Removed);
        json.WriteString("lifted", decided.Lifted);
        json.WriteStartArray("reasons");
        foreach (var reason in decided.Reasons)
        {
            json.WriteStartObject();
            json.WriteString("step", reason.Step);
            json.WriteString("rule", reason.Rule);
            json.WriteString("text", reason.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void List(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
