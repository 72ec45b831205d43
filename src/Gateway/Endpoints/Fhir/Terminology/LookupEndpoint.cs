using Gateway.Conformance;
using Gateway.Disclosures;
using Gateway.Disclosures.Codes;
using Gateway.Endpoints.Fhir.Operations;
using Gateway.Fhir.Terminology;
using Gateway.Fhir.Terminology.Systems;

namespace Gateway.Endpoints.Fhir.Terminology;

/// <summary><c>CodeSystem/$lookup</c> (http://hl7.org/fhir/R4/codesystem-operation-lookup.html): display, designations, properties and neighbours of a code.</summary>
internal sealed class LookupEndpoint(KnownCodes codes)
{
    private static readonly OperationSignature s_signature = new(
    [
        new("code", "code"), new("system", "uri"), new("version", "string"), new("coding", "Coding"), new("property", "code") { IsRepeated = true },
        new("date", "dateTime") { IsRefused = true }, new("displayLanguage", "code") { IsRefused = true },
    ]);

    public async Task<IResult> AnswerAsync(HttpContext http)
    {
        var (input, problem) = await OperationInput.ReadAsync(http, s_signature);
        if (input is null)
            return FhirAnswer.Of(problem!);
        var (given, fault) = GivenCode.Of(input, "system", "version");
        if (fault is not null)
            return FhirAnswer.Of(fault);
        var code = given[0].Value;
        var told = await codes.FindAsync(codes.Loaded, code, http.RequestAborted);
        if (told.Gap != CodeGap.None)
            return FhirAnswer.Of(CodeProblems.Untold(told.Gap, "Whether the code system has the code cannot be told here."));
        if (told.Value.State == ConceptState.UnknownCode)
            return FhirAnswer.Of(CodeProblems.NoSuchCode);
        var wanted = input.All("property").Select(p => p.Text!).ToHashSet(StringComparer.Ordinal);
        return new FhirAnswer(Released.Own(codes.Loaded.Lookup(code) is { } details ? Said(details, wanted) : Said(code, told.Value)));
    }

    private static IEnumerable<SaidParameter> Said(ConceptDetails details, HashSet<string> wanted)
    {
        var (system, concept) = (details.System, details.Concept);
        yield return SaidParameter.Of("name", "string", system.Title.Length > 0 ? system.Title : system.Url);
        if (system.Version.Length > 0)
            yield return SaidParameter.Of("version", "string", system.Version);
        yield return SaidParameter.Of("display", "string", concept.Display.Length > 0 ? concept.Display : concept.Code);
        foreach (var designation in concept.Designations)
            yield return SaidParameter.Of("designation", [.. designation.Language.Length > 0 ? (SaidParameter[])[SaidParameter.Of("language", "code", designation.Language)] : [], SaidParameter.Of("value", "string", designation.Value)]);
        var properties = concept.Properties.Select(p => (p.Code, p.Value)).Concat(details.Parents.Select(p => ("parent", p))).Concat(details.Children.Select(c => ("child", c)))
            .Append(("inactive", concept.IsInactive ? "true" : "false")).Distinct();
        foreach (var (name, value) in properties.Where(p => wanted.Count == 0 || wanted.Contains(p.Item1)))
            yield return Property(name, value);
    }

    // Of a code that only the server has.
    private static IEnumerable<SaidParameter> Said(CodedValue code, ConceptFinding finding) =>
    [
        SaidParameter.Of("name", "string", code.System!),
        SaidParameter.Of("display", "string", finding.Displays.Count > 0 ? finding.Displays[0] : code.Code),
        .. finding.Displays.Skip(1).Select(d => SaidParameter.Of("designation", [SaidParameter.Of("value", "string", d)])),
        Property("inactive", finding.IsInactive ? "true" : "false"),
    ];

    private static SaidParameter Property(string name, string value) => SaidParameter.Of("property",
        [SaidParameter.Of("code", "code", name), name switch { "inactive" or "notSelectable" => SaidParameter.Of("value", "boolean", value), "parent" or "child" => SaidParameter.Of("value", "code", value), _ => SaidParameter.Of("value", "string", value) }]);
}
