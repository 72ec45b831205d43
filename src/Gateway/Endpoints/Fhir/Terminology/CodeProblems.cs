using Gateway.Conformance;

namespace Gateway.Endpoints.Fhir.Terminology;

/// <summary>Why a question about codes gets no answer. That something cannot be told never looks like a no: that is an answer, or, where an operation has none for it, <c>code-invalid</c>.</summary>
internal static class CodeProblems
{
    private static readonly TimeSpan s_wait = TimeSpan.FromSeconds(30);

    /// <summary>Nothing of that URL or id is loaded, and no server has it.</summary>
    public static FhirProblem NotLoaded(string what) => new(404, "not-found", $"This {what} is not known here.");

    /// <summary>There is surely no such code.</summary>
    public static FhirProblem NoSuchCode { get; } = new(404, "code-invalid", "The code system has no such code.");

    public static FhirProblem TooCostly { get; } = new(422, "too-costly", "The value set has more members than are listed, or takes too much work to list. A filter may help, or count and offset.");

    /// <summary>What it takes to tell is not at hand.</summary>
    /// <param name="gap">Why.</param>
    /// <param name="text">What cannot be told.</param>
    public static FhirProblem Untold(CodeGap gap, string text) => gap == CodeGap.Silent
        ? new FhirProblem(503, "transient", $"{text} The terminology server did not answer.") { RetryAfter = s_wait }
        : new FhirProblem(422, "not-supported", $"{text} A code system or value set that it takes is not loaded, or in part only.");
}
