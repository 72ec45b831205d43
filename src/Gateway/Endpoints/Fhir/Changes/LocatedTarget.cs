namespace Gateway.Endpoints.Fhir.Changes;

/// <summary>What a requested change is made to; or the answer, where there is nothing to be made.</summary>
/// <param name="Changes">One, or of a conditional delete of several, all.</param>
/// <param name="Answer">The answer: a refusal, what a condition found in place of a create, or what a process of its own made of it.</param>
internal sealed record LocatedTarget(IReadOnlyList<LocatedChange> Changes, FhirAnswer? Answer = null)
{
    /// <summary>The address of the resource: where it is, or will be.</summary>
    public string? Address { get; init; }

    public static LocatedTarget Of(LocatedChange change) => new([change]) { Address = change.Address };

    public static LocatedTarget Of(FhirAnswer answer) => new([], answer);

    public static LocatedTarget Of(FhirProblem problem) => Of(FhirAnswer.Of(problem));
}
