using Gateway.Endpoints.Fhir.Operations;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Terminology;

namespace Gateway.Endpoints.Fhir.Terminology;

/// <summary>A code that an operation is asked about.</summary>
/// <param name="Value">The code with its system.</param>
/// <param name="Display">What the caller calls it; null where it does not say.</param>
internal sealed record GivenCode(CodedValue Value, string? Display)
{
    /// <summary>The parameters by which a code is given in three ways: code with its system, Coding, CodeableConcept.</summary>
    /// <param name="systemName">What the operation calls the system.</param>
    /// <param name="versionName">What it calls the system's version.</param>
    public static IReadOnlyList<OperationParameter> Parameters(string systemName, string versionName) =>
        [new("code", "code"), new(systemName, "uri"), new(versionName, "string"), new("display", "string"), new("coding", "Coding"), new("codeableConcept", "CodeableConcept")];

    /// <summary>The codes, or why there are none to ask about.</summary>
    /// <param name="input">The call.</param>
    /// <param name="systemName">What the operation calls the system.</param>
    /// <param name="versionName">What it calls the system's version.</param>
    /// <param name="system">The system where the operation is called on one.</param>
    public static (IReadOnlyList<GivenCode> Codes, FhirProblem? Problem) Of(OperationInput input, string systemName, string versionName, string? system = null)
    {
        string[] ways = ["code", "coding", "codeableConcept"];
        if (ways.Count(input.Has) != 1)
            return ([], OperationInput.Missing("A code is given in one way: as code with its system, as coding, or as codeableConcept.", [.. ways.Where(w => input.Has(w) == ways.Any(input.Has))]));
        if (input.Text("code") is { } code)
            return (input.Text(systemName) ?? system) is { } url ? ([new GivenCode(new CodedValue(url, code, input.Text(versionName)), input.Text("display"))], null)
                : ([], OperationInput.Missing("A code is told apart by its system.", systemName));
        Element[] codings = input.Find("coding") is { } coding ? [coding] : [.. input.Find("codeableConcept")!.Value["coding"]];
        GivenCode[] codes = [.. codings.Where(c => c.ChildText("code") is not null && (c.ChildText("system") ?? system) is not null)
            .Select(c => new GivenCode(new CodedValue(c.ChildText("system") ?? system, c.ChildText("code")!, c.ChildText("version")), c.ChildText("display")))];
        return codes.Length > 0 ? (codes, null) : ([], OperationInput.Missing("There is no code with its system.", ways.First(input.Has)));
    }
}
