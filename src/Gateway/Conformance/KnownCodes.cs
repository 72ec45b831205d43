using Gateway.Fhir.Terminology;
using Gateway.Fhir.Terminology.Expansion;
using Gateway.Fhir.Terminology.Maps;
using Gateway.Fhir.Terminology.Questions;
using Gateway.Sources.Terminology;

namespace Gateway.Conformance;

/// <summary>
/// What is known of codes: what is loaded, the ConceptMaps of the maps among it, and of the rest what the terminology server says, where there is one. Of a version of a code system that is not loaded
/// another version tells nothing here: who asks for one wants that one.
/// </summary>
internal sealed class KnownCodes(TerminologySet loaded, TerminologyServer? server)
{
    public TerminologySet Loaded => loaded;

    /// <summary>Whether a value set has a code.</summary>
    /// <param name="set">What is loaded, with what the request brings itself.</param>
    /// <param name="valueSet">The canonical URL.</param>
    /// <param name="code">The code.</param>
    /// <param name="cancellation">Ends the waiting for the server.</param>
    public async Task<Told<Membership>> IsMemberAsync(TerminologySet set, string valueSet, CodedValue code, CancellationToken cancellation)
    {
        var known = IsOtherVersion(set, code) ? Membership.Unknown : set.IsMember(valueSet, code);
        if (known != Membership.Unknown)
            return new Told<Membership>(known);
        var (answered, gap) = await AskAsync(set, new MemberQuestion(valueSet, code), cancellation);
        return answered?.Members.GetValueOrDefault(new MemberQuestion(valueSet, code)) is { } told and not Membership.Unknown ? new Told<Membership>(told) : new Told<Membership>(Membership.Unknown, gap);
    }

    /// <summary>What its system says of a code: there, or not there.</summary>
    public async Task<Told<ConceptFinding>> FindAsync(TerminologySet set, CodedValue code, CancellationToken cancellation)
    {
        var known = IsOtherVersion(set, code) ? new ConceptFinding(ConceptState.UnknownSystem) : set.Find(code);
        if (IsTold(known))
            return new Told<ConceptFinding>(known);
        var (answered, gap) = await AskAsync(set, new ConceptQuestion(code), cancellation);
        return answered?.Concepts.GetValueOrDefault(new ConceptQuestion(code)) is { } told && IsTold(told) ? new Told<ConceptFinding>(told) : new Told<ConceptFinding>(known, gap);
    }

    /// <summary>Whether the first code is the second, of the same system, or above it.</summary>
    public async Task<Told<bool>> SubsumesAsync(CodedValue above, CodedValue below, CancellationToken cancellation)
    {
        if (IsOtherVersion(loaded, above) || IsOtherVersion(loaded, below))
            return new Told<bool>(false, CodeGap.Unknown);
        var system = above.System!;
        if (loaded.Subsumes(system, above.Code, below.Code) is { } known)
            return new Told<bool>(known);
        var (answered, gap) = await AskAsync(loaded, new SubsumptionQuestion(system, above.Code, below.Code), cancellation);
        return answered?.Subsumes(system, above.Code, below.Code) is { } told ? new Told<bool>(told) : new Told<bool>(false, gap);
    }

    /// <summary>The members of a value set: as loaded, else as the server lists them.</summary>
    public async Task<Told<ExpansionResult>> ExpandAsync(string valueSet, ExpansionOptions options, CancellationToken cancellation)
    {
        var known = loaded.Expand(valueSet, options);
        if (known.State is ExpansionState.Expanded || (known.State is ExpansionState.TooCostly && server is null))
            return new Told<ExpansionResult>(known);
        if (server is null)
            return new Told<ExpansionResult>(known, CodeGap.Unknown);
        if (await server.ExpandAsync(valueSet, options, cancellation) is not { } told)
            return known.State is ExpansionState.TooCostly ? new Told<ExpansionResult>(known) : new Told<ExpansionResult>(known, CodeGap.Silent);
        return told.State is ExpansionState.Expanded or ExpansionState.TooCostly ? new Told<ExpansionResult>(told) : new Told<ExpansionResult>(known, CodeGap.Unknown);
    }

    /// <summary>What a code becomes by the ConceptMaps of the server, where those that are loaded do not say.</summary>
    public async Task<Told<IReadOnlyList<TranslationMatch>>> TranslateAsync(TranslationQuestion question, CancellationToken cancellation)
    {
        if (server is null)
            return new Told<IReadOnlyList<TranslationMatch>>([], CodeGap.Unknown);
        return await server.TranslateAsync(question, cancellation) is var (isKnown, matches) ? new Told<IReadOnlyList<TranslationMatch>>(matches, isKnown ? CodeGap.None : CodeGap.Unknown) : new Told<IReadOnlyList<TranslationMatch>>([], CodeGap.Silent);
    }

    private static bool IsOtherVersion(TerminologySet set, CodedValue code) =>
        code is { System: { } system, Version: { } version } && set.FindSystem(system, version) is null && set.FindSystem(system) is not null;

    private static bool IsTold(ConceptFinding finding) => finding.State is ConceptState.Found or ConceptState.UnknownCode;

    private async Task<(AnsweredTerminology? Answered, CodeGap Gap)> AskAsync(TerminologySet set, TerminologyQuestion question, CancellationToken cancellation)
    {
        if (server is null)
            return (null, CodeGap.Unknown);
        var answered = await server.AnswerAsync(set, [question], cancellation);
        return (answered, answered.Unanswered.Count > 0 ? CodeGap.Silent : CodeGap.Unknown);
    }
}
