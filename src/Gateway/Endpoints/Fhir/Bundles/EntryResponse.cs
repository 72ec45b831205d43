using Gateway.Disclosures;

namespace Gateway.Endpoints.Fhir.Bundles;

/// <summary>An answer as the entry of a response has it (http://hl7.org/fhir/R4/bundle.html#bundle-response).</summary>
internal static class EntryResponse
{
    /// <summary>The answer to an entry. What a change made is sent along where the Bundle says that it prefers it; where it is, always.</summary>
    public static ReleasedEntry Of(FhirAnswer answer, BundleEntry entry, HttpRequest bundle)
    {
        // An outcome is what is said of the request, unless it is what an operation was asked for.
        var isOperation = entry.Path.Any(p => p.StartsWith('$'));
        var isOutcome = answer.Released?.Content.Type.Name == "OperationOutcome" && (answer.Status >= 400 || !isOperation);
        var isChange = !isOutcome && !isOperation && (entry.Method is "PUT" or "PATCH" || (entry.Method == "POST" && entry.Path.Count == 1));
        return new ReleasedEntry(answer.Status)
        {
            Resource = isOutcome || entry.Method == "HEAD" || (isChange && !PrefersRepresentation(bundle)) ? null : answer.Released,
            Outcome = isOutcome ? answer.Released : null,
            ETag = answer.Version is { } version ? EntityTags.Of(version) : null,
            Modified = answer.Modified,
            Location = answer.Location ?? answer.Follow ?? (isChange && answer.Released?.Content is { } made ? $"{made.Type.Name}/{made.ChildText("id")}/_history/{answer.Version}" : null),
        };
    }

    private static bool PrefersRepresentation(HttpRequest bundle) => bundle.Headers["Prefer"].Any(p => p?.Contains("return=representation", StringComparison.OrdinalIgnoreCase) ?? false);

    public static ReleasedEntry Of(FhirProblem problem) => new(problem.Status) { Outcome = FhirAnswer.Of(problem).Released };
}
