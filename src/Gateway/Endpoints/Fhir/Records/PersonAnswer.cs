using Gateway.Disclosures;
using Gateway.Federation;
using Gateway.Fhir.Elements;

namespace Gateway.Endpoints.Fhir.Records;

/// <summary>What an answer about a person is made of.</summary>
/// <param name="Viewing">What the caller sees.</param>
/// <param name="Found">What is known of the person, of that.</param>
/// <param name="Outcome">How complete it is.</param>
/// <param name="Said">The same as the caller is told.</param>
internal sealed record PersonAnswer(Viewing Viewing, PersonFound Found, SearchOutcome Outcome, Element Said);
