using System.Globalization;
using Gateway.Conformance;
using Gateway.Disclosures;
using Gateway.Disclosures.Codes;
using Gateway.Endpoints.Fhir.Operations;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Terminology;
using Gateway.Fhir.Terminology.Expansion;

namespace Gateway.Endpoints.Fhir.Terminology;

/// <summary><c>ValueSet/$expand</c> (http://hl7.org/fhir/R4/valueset-operation-expand.html): what is loaded lists its members itself, for the rest the terminology server is asked.</summary>
internal sealed class ExpandEndpoint(KnownCodes codes, LoadedDefinitions definitions, Func<Guid> newId, TimeProvider time)
{
    private const int MostPerPage = 10_000;
    private static readonly OperationParameter s_content = new("valueSet", "ValueSet");
    private static readonly OperationSignature s_signature = new(
    [
        new("url", "uri"), s_content, new("valueSetVersion", "string"), new("filter", "string"), new("offset", "integer"), new("count", "integer"), new("activeOnly", "boolean"),
        new("includeDesignations", "boolean"), new("excludeNested", "boolean"), new("excludeNotForUI", "boolean"), Refused("includeDefinition", "boolean"), Refused("context", "uri"),
        Refused("contextDirection", "code"), Refused("date", "dateTime"), Refused("designation", "string"), Refused("excludePostCoordinated", "boolean"), Refused("displayLanguage", "code"),
        Refused("exclude-system", "uri"), Refused("system-version", "uri"), Refused("check-system-version", "uri"), Refused("force-system-version", "uri"),
    ])
    {
        Content = s_content,
    };

    public async Task<IResult> AnswerAsync(string? id, HttpContext http)
    {
        var (input, problem) = await OperationInput.ReadAsync(http, s_signature);
        if (input is null)
            return FhirAnswer.Of(problem!);
        var (named, missing) = NamedDefinition.Of("ValueSet", id, input, "valueSetVersion", codes.Loaded, definitions);
        if (named is null)
            return FhirAnswer.Of(missing ?? OperationInput.Missing("Which value set is to be expanded is said by url, or by posting it.", "url"));
        if (Number(input, "offset") is < 0 || Number(input, "count") is < 0)
            return FhirAnswer.Of(new FhirProblem(400, "value", "offset and count are 0 or more."));
        var options = new ExpansionOptions
        {
            Filter = input.Text("filter") ?? "",
            Offset = Number(input, "offset") ?? 0,
            Count = Number(input, "count") is { } count ? Math.Min(count, MostPerPage) : null,
            IsActiveOnly = input.IsTrue("activeOnly"),
            IsSelectableOnly = input.IsTrue("excludeNotForUI"),
        };
        var told = await ExpandAsync(named, options, http.RequestAborted);
        return told switch
        {
            { Gap: CodeGap.None, Value.State: ExpansionState.Expanded } => new FhirAnswer(Released.Own(Said(named, input, options, told.Value))),
            { Value.State: ExpansionState.TooCostly } => FhirAnswer.Of(CodeProblems.TooCostly),
            { Gap: not CodeGap.Silent, Value.State: ExpansionState.UnknownValueSet } => FhirAnswer.Of(CodeProblems.NotLoaded("value set")),
            _ => FhirAnswer.Of(CodeProblems.Untold(told.Gap, "The members of the value set cannot be listed here.")),
        };
    }

    // A server does not know what only this call brings.
    private Task<Told<ExpansionResult>> ExpandAsync(NamedDefinition named, ExpansionOptions options, CancellationToken cancellation) => named.Given is null
        ? codes.ExpandAsync(named.Canonical, options, cancellation)
        : Task.FromResult(named.Codes.Expand(named.Canonical, options) is { State: not ExpansionState.Incomplete } made ? new Told<ExpansionResult>(made) : new Told<ExpansionResult>(new ExpansionResult(ExpansionState.Incomplete), CodeGap.Unknown));

    private SaidExpansion Said(NamedDefinition named, OperationInput input, ExpansionOptions options, ExpansionResult result)
    {
        var definition = named.Codes.FindValueSet(named.Canonical);
        return new SaidExpansion
        {
            Url = named.Given is { } brought ? brought.ChildText("url") ?? "" : definition?.Url ?? named.Canonical.Split('|')[0],
            Version = definition?.Version ?? "",
            Title = definition?.Title ?? "",
            Status = StatusOf(named.Given is { } given ? [given] : definitions.All.Where(d => d.Type.Name == "ValueSet" && d.ChildText("url") == definition?.Url)),
            Id = newId(),
            Made = time.GetUtcNow(),
            Result = result,
            Offset = input.Has("offset") || input.Has("count") ? options.Offset : null,
            Parameters = [.. Shaping(input), .. result.IsUnclosed ? (List<(string, string, string)>)[("limitedExpansion", "boolean", "true")] : []],
            DesignationsOf = input.IsTrue("includeDesignations") ? c => named.Codes.Lookup(new CodedValue(c.System, c.Code))?.Concept.Designations ?? [] : null,
        };
    }

    private static IEnumerable<(string Name, string Type, string Text)> Shaping(OperationInput input) =>
        s_signature.Parameters.Where(p => p.Name is "filter" or "offset" or "count" or "activeOnly" or "includeDesignations" or "excludeNotForUI").Where(p => input.Has(p.Name)).Select(p => (p.Name, p.Type, input.Text(p.Name)!));

    private static string StatusOf(IEnumerable<Element> definitions) => definitions.Select(d => d.ChildText("status")).FirstOrDefault() ?? "unknown";

    private static int? Number(OperationInput input, string name) => input.Text(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    private static OperationParameter Refused(string name, string type) => new(name, type) { IsRepeated = true, IsRefused = true };
}
