using Gateway.Disclosures;

namespace Gateway.Endpoints.Fhir;

/// <summary>What the answer to a change holds, as <c>Prefer: return=…</c> asks (http://hl7.org/fhir/R4/http.html#ops).</summary>
internal static class ReturnPreference
{
    private const string Name = "return=";

    /// <summary>The answer as it was asked for: the resource where nothing is said.</summary>
    public static FhirAnswer Preferred(this FhirAnswer answer, HttpRequest request)
    {
        if (answer.Status is not (StatusCodes.Status200OK or StatusCodes.Status201Created or StatusCodes.Status204NoContent))
            return answer;
        var wish = request.Headers["Prefer"].SelectMany(p => p?.Split([',', ';']) ?? []).Select(p => p.Trim()).FirstOrDefault(p => p.StartsWith(Name, StringComparison.OrdinalIgnoreCase))?[Name.Length..].Trim('"');
        if (string.Equals(wish, "minimal", StringComparison.OrdinalIgnoreCase))
            return answer.With(null, answer.Status);
        return string.Equals(wish, "OperationOutcome", StringComparison.OrdinalIgnoreCase)
            ? answer.With(Released.Own(Outcome.Of(new OutcomeIssue("information", "informational", "It was done."))), answer.Status == StatusCodes.Status204NoContent ? StatusCodes.Status200OK : answer.Status) : answer;
    }
}
