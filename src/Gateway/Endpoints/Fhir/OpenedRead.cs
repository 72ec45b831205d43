using Gateway.Disclosures;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Search.Queries;
using Gateway.Fhir.Search.Results;

namespace Gateway.Endpoints.Fhir;

/// <summary>A read that was begun.</summary>
/// <param name="Viewing">What its caller sees.</param>
/// <param name="Part">What part of the resource is wanted.</param>
internal sealed record OpenedRead(Viewing Viewing, SearchQuery Part)
{
    /// <summary>Of what the caller sees what it wants.</summary>
    public Element Given(Element seen) => ResourceSubset.Of(seen, Part);

    /// <summary>That nothing is given, once that is in the trail.</summary>
    public Task<FhirAnswer> RefusedAsync(FhirProblem problem, CancellationToken cancellation) => FhirAnswer.RefusedAsync(Viewing, problem, cancellation);
}
