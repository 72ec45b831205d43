using Gateway.Fhir.Elements;
using Gateway.Fhir.Validation.Questionnaires;

namespace Gateway.Fhir.Validation;

/// <summary>What a validator asks beyond what cannot be asked otherwise.</summary>
public sealed record ValidatorOptions
{
    public static ValidatorOptions Default { get; } = new();

    /// <summary>Takes extensions that no loaded definition declares as warnings, not as errors. Modifier extensions must be known all the same.</summary>
    public bool AllowsUnknownExtensions { get; init; }

    /// <summary>Notes elements that a profile marks mustSupport and that are not there.</summary>
    public bool NotesMustSupport { get; init; }

    /// <summary>The questionnaires that responses are checked against.</summary>
    public QuestionnaireSet Questionnaires { get; init; } = QuestionnaireSet.None;

    /// <summary>How resources outside of the content are found by reference; the validator itself reads nothing.</summary>
    public Func<string, Element>? Resolve { get; init; }
}
