using Gateway.Conformance;
using Gateway.Disclosures;
using Gateway.Disclosures.Codes;
using Gateway.Endpoints.Fhir.Operations;
using Gateway.Fhir.Terminology;

namespace Gateway.Endpoints.Fhir.Terminology;

/// <summary>
/// <c>ValueSet/$validate-code</c> and <c>CodeSystem/$validate-code</c> (http://hl7.org/fhir/R4/valueset-operation-validate-code.html): <c>result</c> is true or false where that is known, and
/// the call is answered with a problem where it cannot be told.
/// </summary>
internal sealed class ValidateCodeEndpoint(KnownCodes codes, LoadedDefinitions definitions)
{
    private static readonly OperationParameter s_valueSet = new("valueSet", "ValueSet");
    private static readonly OperationSignature s_ofSets = new(
    [
        new("url", "uri"), s_valueSet, new("valueSetVersion", "string"), .. GivenCode.Parameters("system", "systemVersion"), new("abstract", "boolean"),
        Refused("context", "uri"), Refused("date", "dateTime"), Refused("displayLanguage", "code"),
    ]);

    private static readonly OperationSignature s_ofSystems = new(
    [
        new("url", "uri"), new("codeSystem", "CodeSystem"), .. GivenCode.Parameters("system", "version"), new("abstract", "boolean"), Refused("date", "dateTime"), Refused("displayLanguage", "code"),
    ]);

    public async Task<IResult> OfSetAsync(string? id, HttpContext http)
    {
        var (input, problem) = await OperationInput.ReadAsync(http, s_ofSets);
        if (input is null)
            return FhirAnswer.Of(problem!);
        var (named, missing) = NamedDefinition.Of("ValueSet", id, input, "valueSetVersion", codes.Loaded, definitions);
        var (given, fault) = GivenCode.Of(input, "system", "systemVersion");
        if (named is null || fault is not null)
            return FhirAnswer.Of(missing ?? (named is null ? OperationInput.Missing("Which value set is meant is said by url, or by posting it.", "url") : fault!));
        var gap = CodeGap.None;
        foreach (var code in given)
        {
            var told = await codes.IsMemberAsync(named.Codes, named.Canonical, code.Value, http.RequestAborted);
            if (told is { Gap: CodeGap.None, Value: Membership.Yes })
                return await SaidAsync(named.Codes, code, input, http.RequestAborted);
            gap = told.Gap == CodeGap.None ? gap : told.Gap;
        }

        if (gap == CodeGap.None)
            return No("The value set does not have the code.");
        return FhirAnswer.Of(gap == CodeGap.Unknown && named.Codes.FindValueSet(named.Canonical) is null ? CodeProblems.NotLoaded("value set") : CodeProblems.Untold(gap, "Whether the value set has the code cannot be told here."));
    }

    public async Task<IResult> OfSystemAsync(string? id, HttpContext http)
    {
        var (input, problem) = await OperationInput.ReadAsync(http, s_ofSystems);
        if (input is null)
            return FhirAnswer.Of(problem!);
        var (named, missing) = NamedDefinition.Of("CodeSystem", id, input, "version", codes.Loaded, definitions);
        var (given, fault) = GivenCode.Of(input, "system", "version", named?.Canonical.Split('|')[0]);
        if (missing is not null || fault is not null)
            return FhirAnswer.Of(missing ?? fault!);
        var (set, gap) = (named?.Codes ?? codes.Loaded, CodeGap.None);
        foreach (var code in given.Where(c => named is null || c.Value.System == named.Canonical.Split('|')[0]))
        {
            var told = await codes.FindAsync(set, code.Value, http.RequestAborted);
            if (told is { Gap: CodeGap.None, Value.State: ConceptState.Found })
                return await SaidAsync(set, code, input, http.RequestAborted);
            gap = told.Gap == CodeGap.None ? gap : told.Gap;
        }

        return gap == CodeGap.None ? No("The code system has no such code.") : FhirAnswer.Of(CodeProblems.Untold(gap, "Whether the code system has the code cannot be told here."));
    }

    // The code is there; how it is called, and whether it may be used itself, can still be wrong.
    private async Task<IResult> SaidAsync(TerminologySet set, GivenCode code, OperationInput input, CancellationToken cancellation)
    {
        var finding = (await codes.FindAsync(set, code.Value, cancellation)).Value;
        if (finding.IsAbstract && input.Text("abstract") == "false")
            return No("The code only groups others.");
        if (code.Display is { } display && finding.Displays.Count > 0 && !finding.IsCalled(display))
            return No("The code is not called so.", finding.Displays[0]);
        return new FhirAnswer(Released.Own([SaidParameter.Of("result", true), .. finding.Displays.Take(1).Select(d => SaidParameter.Of("display", "string", d))]));
    }

    private static FhirAnswer No(string message, string? display = null) =>
        new(Released.Own([SaidParameter.Of("result", false), SaidParameter.Of("message", "string", message), .. display is null ? (SaidParameter[])[] : [SaidParameter.Of("display", "string", display)]]));

    private static OperationParameter Refused(string name, string type) => new(name, type) { IsRefused = true };
}
