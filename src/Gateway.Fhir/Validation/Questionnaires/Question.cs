using Gateway.Fhir.Elements;

namespace Gateway.Fhir.Validation.Questionnaires;

/// <summary>An item of a questionnaire: a question, a group of them, or a text to be shown.</summary>
internal sealed class Question
{
    public required string LinkId { get; init; }

    /// <summary>The item around it; null at the top.</summary>
    public required Question? Holder { get; init; }

    /// <summary>Its place among its neighbours.</summary>
    public required int Place { get; init; }

    /// <summary>A code of http://hl7.org/fhir/R4/valueset-item-type.html.</summary>
    public string Type { get; init; } = "";
    public string Text { get; init; } = "";
    public bool IsRequired { get; init; }
    public bool Repeats { get; init; }
    public IReadOnlyList<EnableCondition> Conditions { get; init; } = [];

    /// <summary>True where one condition that is met will do.</summary>
    public bool IsEnabledByAny { get; init; }

    /// <summary>The answers that may be given; empty where none are listed.</summary>
    public IReadOnlyList<AnswerOption> Options { get; init; } = [];

    /// <summary>The value set that answers come from; null for none that is known by a URL.</summary>
    public string? ValueSet { get; init; }
    public AnswerBounds Bounds { get; init; } = AnswerBounds.None;
    public IReadOnlyList<Question> Items { get; set; } = [];

    public bool IsGroup => Type == "group";
    public bool IsDisplay => Type == "display";
}
