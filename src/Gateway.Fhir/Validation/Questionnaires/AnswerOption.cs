using Gateway.Fhir.Elements;

namespace Gateway.Fhir.Validation.Questionnaires;

/// <summary>An answer that may be given, and whether no other may be given beside it.</summary>
internal sealed record AnswerOption(Element Value, bool IsExclusive);
