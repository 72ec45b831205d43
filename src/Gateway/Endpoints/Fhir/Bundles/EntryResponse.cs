using Gateway.Disclosures;

namespace Gateway.Endpoints.Fhir.Bundles;

/// <summary>An answer as the entry of a response has it (http://hl7.org/fhir/R4/bundle.html#bundle-response).</summary>
internal static class EntryResponse
{
    public static ReleasedEntry Of(FhirAnswer answer, BundleEntry entry)
    {
        // An outcome is what is said of the request, unless it is what an operation was asked for.
        var isOutcome = answer.Released?.Content.Type.Name == "OperationOutcome" && (answer.Status >= 400 || !entry.Path.Any(p => p.StartsWith('$')));
        return new ReleasedEntry(answer.Status)
        {
            Resource = isOutcome || entry.Method == "HEAD" ? null : answer.Released,
            Outcome = isOutcome ? answer.Released : null,
            ETag = answer.Version is { } version ? EntityTags.Of(version) : null,
            Modified = answer.Modified,
            Location = answer.Location,
        };
    }

    public static ReleasedEntry Of(FhirProblem problem) => new(problem.Status) { Outcome = FhirAnswer.Of(problem).Released };
}
