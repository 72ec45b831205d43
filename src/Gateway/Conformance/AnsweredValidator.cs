using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Terminology;
using Gateway.Fhir.Validation;
using Gateway.Fhir.Validation.Profiles;
using Gateway.Sources.Terminology;

namespace Gateway.Conformance;

/// <summary>
/// Validates with what is loaded; where codes stay unknown and a terminology server is configured, asks it about all of them and validates once more with what
/// it said. What it does not answer stays unknown, and a note says so.
/// </summary>
internal sealed class AnsweredValidator(ProfileSet profiles, ITerminology loaded, ValidatorOptions options, TerminologyServer? server) : IDisposable
{
    /// <summary>The rule of the note that the server did not answer.</summary>
    public const string Silent = "terminology-server";

    private readonly Validator _validator = new(profiles, loaded, options);

    /// <param name="root">The element.</param>
    /// <param name="profile">The canonical URL of a profile to validate against besides those in <c>meta.profile</c>.</param>
    /// <param name="cancellation">Ends the waiting for the server.</param>
    public async Task<ValidationResult> ValidateAsync(Element root, string? profile, CancellationToken cancellation)
    {
        var first = _validator.Validate(root, profile);
        if (server is null || first.Unanswered.Count == 0)
            return first;
        var answered = await server.AnswerAsync(loaded, first.Unanswered, cancellation);
        var second = new Validator(profiles, answered, options).Validate(root, profile);
        return answered.Unanswered.Count == 0 ? second : second with { Faults = [.. second.Faults, Silence(root, answered.Unanswered.Count)] };
    }

    public void Dispose() => server?.Dispose();

    private static Fault Silence(Element root, int count) =>
        new(FaultKind.Informational, $"The terminology server did not answer {count} questions about codes; they were not checked.", root.Definition.Name, 0, 0, true) { IsNote = true, Rule = Silent };
}
