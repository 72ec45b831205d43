namespace Gateway.Fhir.Validation.Questionnaires;

/// <summary>A questionnaire ready to check responses by (http://hl7.org/fhir/R4/questionnaire.html).</summary>
/// <param name="Version">Its version; empty where it says none.</param>
/// <param name="Items">Its items in their order.</param>
/// <param name="ByLink">All items at any depth by their linkIds.</param>
internal sealed record Questionnaire(string Version, IReadOnlyList<Question> Items, IReadOnlyDictionary<string, Question> ByLink);
