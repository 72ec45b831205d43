using Gateway.Fhir.Elements;
using Gateway.Fhir.Terminology;
using Gateway.Fhir.Validation.Base;
using Gateway.Fhir.Validation.Codes;
using Gateway.Fhir.Validation.Profiles;

namespace Gateway.Fhir.Validation;

/// <summary>
/// Validates resources against the standard, the profiles that they claim, and one that is named (http://hl7.org/fhir/R4/validation.html). Does no I/O and
/// may be used by many threads at once.
/// </summary>
public sealed class Validator(ProfileSet profiles, ITerminology terminology, ValidatorOptions? options = null)
{
    internal ProfileSet Profiles => profiles;

    internal ITerminology Terminology => terminology;

    internal CodeMemory Codes { get; } = new();

    internal CanonicalMemory Canonicals { get; } = new(profiles);

    internal ValidatorOptions Options { get; } = options ?? ValidatorOptions.Default;

    /// <summary>Validates a resource, or another element that was read or built.</summary>
    /// <param name="root">The element; its structure and formats were checked when it was read.</param>
    /// <param name="profile">The canonical URL of a profile to validate against besides those in <c>meta.profile</c>.</param>
    public ValidationResult Validate(Element root, string? profile = null)
    {
        var run = new ValidationRun(this, new Findings(new Trail(root.Definition.Name)));
        return run.Validate(root, profile);
    }
}
