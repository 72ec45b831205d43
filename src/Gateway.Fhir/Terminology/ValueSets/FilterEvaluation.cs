using System.Text.RegularExpressions;
using Gateway.Fhir.Terminology.Systems;

namespace Gateway.Fhir.Terminology.ValueSets;

/// <summary>Which concepts of a loaded system a filter takes (http://hl7.org/fhir/R4/valueset-filter-operator.html).</summary>
internal static class FilterEvaluation
{
    private const int MaxPattern = 1000;
    private static readonly TimeSpan s_limit = TimeSpan.FromMilliseconds(250);

    /// <summary>A flag for each concept; null, and a fault, where the filter cannot be evaluated.</summary>
    public static bool[]? Take(CodeSystem system, ConceptFilter filter, List<string> faults)
    {
        try
        {
            var (taken, fault) = Take(system, filter);
            if (fault is not null)
                faults.Add($"The filter {filter.Property} {filter.Operator} on {system.Url} {fault}");
            return taken;
        }
        catch (RegexMatchTimeoutException)
        {
            faults.Add($"The filter {filter.Property} regex on {system.Url} takes too long.");
            return null;
        }
    }

    private static (bool[]? Taken, string? Fault) Take(CodeSystem system, ConceptFilter filter)
    {
        if (filter.Operator is "is-a" or "descendent-of" or "is-not-a" or "generalizes")
            return InHierarchy(system, filter);
        if (!ConceptValues.IsKnown(system, filter.Property))
            return (null, "asks for a property that the system does not have.");
        var values = filter.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var comparison = system.IsCaseSensitive ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        return filter.Operator switch
        {
            "=" => (Each(system, filter.Property, own => own.Any(v => v.Equals(filter.Value, comparison))), null),
            "in" => (Each(system, filter.Property, own => own.Any(v => values.Any(w => v.Equals(w, comparison)))), null),
            "not-in" => (Each(system, filter.Property, own => !own.Any(v => values.Any(w => v.Equals(w, comparison)))), null),
            "exists" when filter.Value is "true" or "false" => (Each(system, filter.Property, own => own.Any() == (filter.Value == "true")), null),
            "exists" => (null, "has a value that is neither true nor false."),
            "regex" => Matching(system, filter),
            _ => (null, "has an operator that R4 does not know."),
        };
    }

    private static (bool[]? Taken, string? Fault) InHierarchy(CodeSystem system, ConceptFilter filter)
    {
        if (filter.Property is not ("concept" or "code"))
            return (null, "asks for the hierarchy of something other than concepts.");
        if (!system.IsHierarchyIsA)
            return (null, "asks for a hierarchy that the system does not have: its own means something else.");
        var index = system.IndexOf(filter.Value);
        if (index < 0)
            return system.IsComplete ? (Flags(system, [], filter.Operator == "is-not-a"), "names a concept that the system does not have.") : (null, "names a concept that is not in the part of the system that is loaded.");
        return (filter.Operator switch
        {
            "generalizes" => Flags(system, system.Ancestors(index), false),
            "descendent-of" => Flags(system, system.Descendants(index).Skip(1), false),
            _ => Flags(system, system.Descendants(index), filter.Operator == "is-not-a"),
        }, null);
    }

    // The expression must match the whole value; without backtracking, no expression takes long.
    private static (bool[]? Taken, string? Fault) Matching(CodeSystem system, ConceptFilter filter)
    {
        if (filter.Value.Length > MaxPattern)
            return (null, $"has a regular expression of more than {MaxPattern} characters.");
        try
        {
            var regex = new Regex($"^(?:{filter.Value})$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture, s_limit);
            return (Each(system, filter.Property, own => own.Any(v => regex.IsMatch(v))), null);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return (null, "has a regular expression that is malformed, or needs backtracking.");
        }
    }

    private static bool[] Each(CodeSystem system, string property, Func<IEnumerable<string>, bool> isTaken)
    {
        var flags = new bool[system.Concepts.Count];
        for (var i = 0; i < flags.Length; i++)
            flags[i] = isTaken(ConceptValues.Of(system, i, property));
        return flags;
    }

    private static bool[] Flags(CodeSystem system, IEnumerable<int> places, bool isInverted)
    {
        var flags = new bool[system.Concepts.Count];
        Array.Fill(flags, isInverted);
        foreach (var place in places)
            flags[place] = !isInverted;
        return flags;
    }
}
