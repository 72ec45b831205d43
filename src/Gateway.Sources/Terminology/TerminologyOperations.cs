using Gateway.Fhir.Elements;
using Gateway.Fhir.Terminology;
using Gateway.Fhir.Terminology.Expansion;
using Gateway.Fhir.Terminology.Maps;
using Gateway.Fhir.Terminology.Questions;
using Gateway.Sources.Http;

namespace Gateway.Sources.Terminology;

/// <summary>R4's terminology operations (http://hl7.org/fhir/R4/terminology-service.html) as a client. Each answer is null when the server gives none that can be used.</summary>
internal sealed class TerminologyOperations(SourceConnection connection)
{
    /// <summary>ValueSet/$validate-code. A no of a server that lacks the value set or the system is no answer to the question.</summary>
    public async Task<Membership?> IsMemberAsync(MemberQuestion question, CancellationToken cancellation)
    {
        // Without its system a code cannot be told from one of another.
        if (question.Code.System is not { } system)
            return null;
        var (url, version) = Canonical(question.ValueSet);
        var (reply, parameters) = await AskAsync("validate-code", "ValueSet/$validate-code", cancellation,
            ("url", "uri", url), ("valueSetVersion", "string", version), ("system", "uri", system), ("code", "code", question.Code.Code), ("systemVersion", "string", question.Code.Version)).ConfigureAwait(false);
        if (parameters.IsNone)
            return reply.IsRefused ? Membership.Unknown : null;
        return ParametersContent.Text(parameters, "result") switch
        {
            "true" => Membership.Yes,
            "false" => LacksSomething(parameters) ? Membership.Unknown : Membership.No,
            _ => null,
        };
    }

    /// <summary>CodeSystem/$lookup, and where that finds nothing, whether the server has the system at all.</summary>
    public async Task<ConceptFinding?> FindAsync(ConceptQuestion question, CancellationToken cancellation)
    {
        if (question.Code.System is not { } system)
            return null;
        var (reply, parameters) = await AskAsync("lookup", "CodeSystem/$lookup", cancellation,
            ("system", "uri", system), ("code", "code", question.Code.Code), ("version", "string", question.Code.Version),
            ("property", "code", "inactive"), ("property", "code", "designation")).ConfigureAwait(false);
        if (!parameters.IsNone)
            return Finding(parameters);
        if (!reply.IsRefused)
            return null;
        return await HasSystemAsync(system, cancellation).ConfigureAwait(false) switch
        {
            true => new ConceptFinding(question.Code.Version is null ? ConceptState.UnknownCode : ConceptState.NotInPart),
            false => new ConceptFinding(ConceptState.UnknownSystem),
            null => null,
        };
    }

    /// <summary>CodeSystem/$subsumes: yes, no, or unknown where the server does not have the codes.</summary>
    public async Task<Membership?> SubsumesAsync(SubsumptionQuestion question, CancellationToken cancellation)
    {
        var (reply, parameters) = await AskAsync("subsumes", "CodeSystem/$subsumes", cancellation,
            ("system", "uri", question.System), ("codeA", "code", question.Above), ("codeB", "code", question.Below)).ConfigureAwait(false);
        if (parameters.IsNone)
            return reply.IsRefused ? Membership.Unknown : null;
        return ParametersContent.Text(parameters, "outcome") switch
        {
            "equivalent" or "subsumes" => Membership.Yes,
            "subsumed-by" or "not-subsumed" => Membership.No,
            _ => null,
        };
    }

    /// <summary>ConceptMap/$translate: what the code becomes; not known where the server does not have the ConceptMap.</summary>
    public async Task<(bool IsKnown, IReadOnlyList<TranslationMatch> Matches)?> TranslateAsync(TranslationQuestion question, CancellationToken cancellation)
    {
        var (url, version) = question.ConceptMap is { } map ? Canonical(map) : (null, null);
        var (reply, parameters) = await AskAsync("translate", "ConceptMap/$translate", cancellation,
            ("url", "uri", url), ("conceptMapVersion", "string", version), ("system", "uri", question.Code.System), ("code", "code", question.Code.Code), ("version", "string", question.Code.Version),
            ("source", "uri", question.Source), ("target", "uri", question.Target), ("targetsystem", "uri", question.TargetSystem), ("reverse", "boolean", question.IsReverse ? "true" : null)).ConfigureAwait(false);
        if (parameters.IsNone || ParametersContent.Text(parameters, "result") is null)
            return reply.IsRefused ? (false, []) : null;
        return (true, [.. ParametersContent.All(parameters, "match").Select(m => new TranslationMatch(Target(m), ParametersContent.Text(m, "source") ?? ""))]);
    }

    private static ConceptTarget Target(Element match)
    {
        var concept = ParametersContent.All(match, "concept").SelectMany(c => c["value"]).FirstOrDefault();
        var equivalence = ParametersContent.Text(match, "equivalence") ?? "relatedto";
        return concept.IsNone ? new ConceptTarget(null, "", null) { Equivalence = equivalence } : new ConceptTarget(concept.ChildText("system"), concept.ChildText("code") ?? "", concept.ChildText("display")) { Equivalence = equivalence };
    }

    /// <summary>ValueSet/$expand.</summary>
    public async Task<ExpansionResult?> ExpandAsync(string valueSet, ExpansionOptions options, CancellationToken cancellation)
    {
        var (url, version) = Canonical(valueSet);
        var reply = await SendAsync("expand", "ValueSet/$expand", cancellation,
            ("url", "uri", url), ("valueSetVersion", "string", version), ("filter", "string", options.Filter.Length == 0 ? null : options.Filter),
            ("offset", "integer", Number(options.Offset)), ("count", "integer", Number(options.Count ?? options.MaxConcepts)), ("activeOnly", "boolean", options.IsActiveOnly ? "true" : null)).ConfigureAwait(false);
        if (reply.IsRefused)
            return new ExpansionResult(FhirRefusal.Has(reply, "too-costly") ? ExpansionState.TooCostly : ExpansionState.UnknownValueSet);
        var expansion = reply.IsAnswered && ParametersContent.Read(reply.Body, "ValueSet") is { IsNone: false } set ? set["expansion"].FirstOrDefault() : default;
        if (expansion.IsNone)
            return null;
        var concepts = ServerExpansion.Concepts(expansion);
        var total = int.TryParse(expansion.ChildText("total"), out var told) ? told : options.Offset + concepts.Count;
        return options.Count is null && total > concepts.Count + options.Offset
            ? new ExpansionResult(ExpansionState.TooCostly)
            : new ExpansionResult(ExpansionState.Expanded) { Concepts = concepts, Total = total };
    }

    private static ConceptFinding Finding(Element parameters)
    {
        var displays = ParametersContent.All(parameters, "designation").Select(d => ParametersContent.Text(d, "value")).Prepend(ParametersContent.Text(parameters, "display"));
        var properties = ParametersContent.All(parameters, "property").Select(p => (Code: ParametersContent.Text(p, "code"), Value: ParametersContent.Text(p, "value"))).ToArray();
        return new ConceptFinding(ConceptState.Found)
        {
            Displays = [.. displays.OfType<string>().Distinct()],
            IsInactive = properties.Any(p => p is ("inactive", "true") or ("status", "retired" or "deprecated" or "inactive")),
            IsAbstract = properties.Contains(("notSelectable", "true")) || ParametersContent.Text(parameters, "abstract") == "true",
        };
    }

    // "Not found" may mean the code or its system.
    private async Task<bool?> HasSystemAsync(string system, CancellationToken cancellation)
    {
        var reply = await connection.SendAsync(SourceCall.Get("systems", $"CodeSystem?url={Uri.EscapeDataString(system)}&_elements=url") with { Accepts = SourceCall.Fhir }, cancellation).ConfigureAwait(false);
        var bundle = reply.IsAnswered ? ParametersContent.Read(reply.Body, "Bundle") : default;
        return bundle.IsNone ? null : bundle["entry"].SelectMany(e => e["resource"]).Any(r => r.ChildText("url") == system);
    }

    // As servers in wide use say it.
    private static bool LacksSomething(Element parameters) =>
        ParametersContent.All(parameters, "x-unknown-system").Any() || ParametersContent.All(parameters, "x-caused-by-unknown-system").Any();

    private async Task<(SourceReply Reply, Element Parameters)> AskAsync(
        string operation, string path, CancellationToken cancellation, params (string Name, string Type, string? Text)[] parameters)
    {
        var reply = await SendAsync(operation, path, cancellation, parameters).ConfigureAwait(false);
        return (reply, reply.IsAnswered ? ParametersContent.Read(reply.Body, "Parameters") : default);
    }

    // Operations that only ask may be asked again, although they are posted.
    private Task<SourceReply> SendAsync(string operation, string path, CancellationToken cancellation, params (string Name, string Type, string? Text)[] parameters) =>
        connection.SendAsync(
            new SourceCall(operation, HttpMethod.Post, path)
            {
                Accepts = SourceCall.Fhir,
                Body = ParametersContent.Of(parameters),
                ContentType = "application/fhir+json",
                IsSafe = true,
            },
            cancellation);

    private static (string Url, string? Version) Canonical(string canonical) =>
        canonical.IndexOf('|', StringComparison.Ordinal) is >= 0 and var bar ? (canonical[..bar], canonical[(bar + 1)..]) : (canonical, null);

    private static string Number(int value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
