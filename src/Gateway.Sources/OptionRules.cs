using System.ComponentModel.DataAnnotations;

namespace Gateway.Sources;

/// <summary>Checks the options of a source by the rules that stand beside them, and those that concern two of them.</summary>
internal static class OptionRules
{
    public static List<string> Check(SourceOptions options)
    {
        var faults = new List<string>();
        foreach (var (room, part) in new (string, object)[]
        {
            ("", options), ("limits.", options.Limits), ("caseSystem.", options.CaseSystem), ("custody.", options.Custody),
        })
        {
            var results = new List<ValidationResult>();
            Validator.TryValidateObject(part, new ValidationContext(part), results, validateAllProperties: true);
            faults.AddRange(results.SelectMany(r => r.MemberNames).Select(name => $"{room}{char.ToLowerInvariant(name[0])}{name[1..]} is missing or out of range."));
        }

        if (options.Limits.AttemptTimeout > options.Limits.Timeout)
            faults.Add("limits.attemptTimeout is longer than limits.timeout.");
        if (options.Kind == "trust" && options.Trust is { GpConnect: false, R4: false })
            faults.Add("trust.gpConnect or trust.r4 is due.");
        return faults;
    }
}
