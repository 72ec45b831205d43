using Gateway.Conformance;
using Gateway.Disclosures;
using Gateway.Disclosures.Codes;
using Gateway.Endpoints.Fhir.Operations;
using Gateway.Fhir.Terminology;

namespace Gateway.Endpoints.Fhir.Terminology;

/// <summary><c>CodeSystem/$subsumes</c> (http://hl7.org/fhir/R4/codesystem-operation-subsumes.html): which of two codes is above the other.</summary>
internal sealed class SubsumesEndpoint(KnownCodes codes, LoadedDefinitions definitions)
{
    private static readonly OperationSignature s_signature = new([new("codeA", "code"), new("codeB", "code"), new("system", "uri"), new("version", "string"), new("codingA", "Coding"), new("codingB", "Coding")]);

    public async Task<IResult> AnswerAsync(string? id, HttpContext http)
    {
        var (input, problem) = await OperationInput.ReadAsync(http, s_signature);
        if (input is null)
            return FhirAnswer.Of(problem!);
        var own = id is null ? null : definitions.Find("CodeSystem", id)?.ChildText("url");
        if (id is not null && own is null)
            return FhirAnswer.Of(NamedDefinition.NotLoaded("CodeSystem"));
        var (left, right) = (Code(input, "A", own), Code(input, "B", own));
        if (left is null || right is null)
            return FhirAnswer.Of(OperationInput.Missing("Two codes of one system are compared: codeA and codeB with system, or codingA and codingB.", [.. left is null ? (string[])["codeA"] : [], .. right is null ? (string[])["codeB"] : []]));
        if (left.System != right.System || (own is not null && left.System != own))
            return FhirAnswer.Of(new FhirProblem(400, "value", "The two codes are of one system."));
        foreach (var code in (CodedValue[])[left, right])
        {
            var told = await codes.FindAsync(codes.Loaded, code, http.RequestAborted);
            if (told.Gap != CodeGap.None)
                return FhirAnswer.Of(CodeProblems.Untold(told.Gap, "Whether the code system has the codes cannot be told here."));
            if (told.Value.State == ConceptState.UnknownCode)
                return FhirAnswer.Of(CodeProblems.NoSuchCode);
        }

        if (left.Code == right.Code)
            return Said("equivalent");
        var (above, below) = (await codes.SubsumesAsync(left, right, http.RequestAborted), await codes.SubsumesAsync(right, left, http.RequestAborted));
        if (above is { Gap: CodeGap.None, Value: true })
            return Said(below is { Gap: CodeGap.None, Value: true } ? "equivalent" : "subsumes");
        if (below is { Gap: CodeGap.None, Value: true })
            return Said("subsumed-by");
        return above.Gap == CodeGap.None && below.Gap == CodeGap.None ? Said("not-subsumed")
            : FhirAnswer.Of(CodeProblems.Untold(above.Gap == CodeGap.None ? below.Gap : above.Gap, "Which of the codes is above the other cannot be told here."));
    }

    private static FhirAnswer Said(string outcome) => new(Released.Own([SaidParameter.Of("outcome", "code", outcome)]));

    private static CodedValue? Code(OperationInput input, string side, string? own) =>
        input.Find($"coding{side}") is { } coding && coding.ChildText("code") is { } coded && (coding.ChildText("system") ?? own) is { } system ? new CodedValue(system, coded, coding.ChildText("version"))
        : input.Text($"code{side}") is { } code && (input.Text("system") ?? own) is { } url ? new CodedValue(url, code, input.Text("version")) : null;
}
