using System.ComponentModel.DataAnnotations;
using Gateway.Fhir.Definitions;

namespace Gateway.Sources;

/// <summary>Checks the options of a source by the rules that stand beside them, and those that concern two of them.</summary>
internal static class OptionRules
{
    public static List<string> Check(SourceOptions options)
    {
        var faults = new List<string>();
        foreach (var (room, part) in new (string, object)[]
        {
            ("", options), ("limits.", options.Limits), ("caseSystem.", options.CaseSystem), ("custody.", options.Custody), ("fhir.", options.Fhir),
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
        faults.AddRange(options.Fhir.Writes.Where(t => DefinitionSet.R4.FindType(t) is not { IsResource: true, IsAbstract: false }).Select(t => $"fhir.writes: {t} is no type of resource."));
        if (options.Fhir.KnownAs.Any(a => a is not { IsAbsoluteUri: true, Scheme: "http" or "https" }))
            faults.Add("fhir.knownAs: one is no http or https address.");
        if (options.Fhir.Path is { } path && (path.Trim('/').Length == 0 || path.Contains("..", StringComparison.Ordinal) || path.AsSpan().ContainsAny(":?#\\%")))
            faults.Add("fhir.path is no path under the source's address.");
        return faults;
    }
}
