using Gateway.Conformance;
using Gateway.Disclosures;
using Gateway.Disclosures.Codes;
using Gateway.Endpoints.Fhir.Operations;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Terminology;
using Gateway.Fhir.Terminology.Maps;
using Gateway.Sources.Terminology;

namespace Gateway.Endpoints.Fhir.Terminology;

/// <summary><c>ConceptMap/$translate</c> (http://hl7.org/fhir/R4/conceptmap-operation-translate.html) by the ConceptMaps that are loaded, those of the maps among them, and where these do not say by those of the terminology server.</summary>
internal sealed class TranslateEndpoint(KnownCodes codes, LoadedDefinitions definitions)
{
    private static readonly OperationSignature s_signature = new(
    [
        new("url", "uri"), new("conceptMap", "ConceptMap"), new("conceptMapVersion", "string"), new("code", "code"), new("system", "uri"), new("version", "string"),
        new("source", "uri"), new("coding", "Coding"), new("codeableConcept", "CodeableConcept"), new("target", "uri"), new("targetsystem", "uri"),
        new("dependency", "Element") { IsRepeated = true }, new("reverse", "boolean"),
    ]);

    public async Task<IResult> AnswerAsync(string? id, HttpContext http)
    {
        var (input, problem) = await OperationInput.ReadAsync(http, s_signature);
        if (input is null)
            return FhirAnswer.Of(problem!);
        var (named, missing) = NamedDefinition.Of("ConceptMap", id, input, "conceptMapVersion", codes.Loaded, definitions);
        var (given, fault) = GivenCode.Of(input, "system", "version");
        if ((missing ?? fault) is { } refused)
            return FhirAnswer.Of(refused);
        var set = named?.Codes ?? codes.Loaded;
        var found = new List<TranslationMatch>();
        foreach (var code in given)
        {
            var matches = set.Translate(named?.Canonical, code.Value, input.Text("source"), input.Text("target"), input.IsTrue("reverse"), Dependencies(input));
            if (matches is null || (named is null && matches.Count == 0))
            {
                var told = await ElsewhereAsync(named?.Canonical, code.Value, input, http.RequestAborted);
                if (told.Gap == CodeGap.Silent)
                    return FhirAnswer.Of(CodeProblems.Untold(told.Gap, "What the code becomes cannot be told here."));
                matches = told.Gap == CodeGap.None ? told.Value : matches;
            }

            if (matches is null)
                return FhirAnswer.Of(CodeProblems.NotLoaded(named is not null ? "ConceptMap" : "pair of value sets, or a ConceptMap between them,"));
            found.AddRange(matches.Where(m => !input.Has("targetsystem") || m.Target.System == input.Text("targetsystem")));
        }

        return new FhirAnswer(Released.Own(Said(found)));
    }

    // What a server's targets depend on is not asked of it.
    private Task<Told<IReadOnlyList<TranslationMatch>>> ElsewhereAsync(string? conceptMap, CodedValue code, OperationInput input, CancellationToken cancellation) => input.Has("dependency")
        ? Task.FromResult(new Told<IReadOnlyList<TranslationMatch>>([], CodeGap.Unknown))
        : codes.TranslateAsync(new TranslationQuestion(code, conceptMap) { Source = input.Text("source"), Target = input.Text("target"), TargetSystem = input.Text("targetsystem"), IsReverse = input.IsTrue("reverse") }, cancellation);

    private static IEnumerable<SaidParameter> Said(List<TranslationMatch> found)
    {
        var isTranslated = found.Exists(m => m.Target.IsMatch);
        yield return SaidParameter.Of("result", isTranslated);
        if (!isTranslated)
            yield return SaidParameter.Of("message", "string", found.Count == 0 ? "No row of a ConceptMap names the code." : "The ConceptMap says that the code has no match.");
        foreach (var (target, conceptMap) in found.Distinct())
            yield return SaidParameter.Of("match",
            [
                SaidParameter.Of("equivalence", "code", target.Equivalence),
                .. target.Code.Length > 0 ? (SaidParameter[])[SaidParameter.Of("concept", target.System, target.Code, target.Display)] : [],
                .. target.Products.Select(p => SaidParameter.Of("product", [SaidParameter.Of("element", "uri", p.Property), SaidParameter.Of("concept", p.System, p.Value, null)])),
                .. conceptMap.Length > 0 ? (SaidParameter[])[SaidParameter.Of("source", "uri", conceptMap)] : [],
            ]);
    }

    private static List<ConceptDependency> Dependencies(OperationInput input) =>
        [.. input.Parts("dependency").SelectMany(d => Part(d, "concept").SelectMany(Codings).Select(c => new ConceptDependency(Part(d, "element").Select(e => e.Text).FirstOrDefault() ?? "", c.ChildText("system"), c.ChildText("code") ?? "")))];

    private static IEnumerable<Element> Codings(Element concept) => concept.Type.Name == "Coding" ? [concept] : concept["coding"];

    private static IEnumerable<Element> Part(Element parameter, string name) => parameter["part"].Where(p => p.ChildText("name") == name).SelectMany(p => p["value"]);
}
