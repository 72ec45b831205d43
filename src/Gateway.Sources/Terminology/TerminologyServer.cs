using System.Collections.Concurrent;
using Gateway.Fhir.Terminology;
using Gateway.Fhir.Terminology.Expansion;
using Gateway.Fhir.Terminology.Maps;
using Gateway.Fhir.Terminology.Questions;
using Gateway.Sources.Http;

namespace Gateway.Sources.Terminology;

/// <summary>
/// A terminology server with FHIR R4's operations. It is asked what <see cref="QuestionRecorder"/> kept; what it answers is remembered for a time, what it does
/// not answer stays unknown. Codes go in the bodies of requests, never in addresses.
/// </summary>
public sealed class TerminologyServer : IDisposable
{
    private readonly SourceConnection _connection;
    private readonly TerminologyServerOptions _options;
    private readonly TerminologyOperations _operations;
    private readonly SourceTelemetry _telemetry;
    private readonly AnswerCache<TerminologyQuestion, object> _answers;

    internal TerminologyServer(SourceConnection connection, TerminologyServerOptions options, TimeProvider time, SourceTelemetry telemetry)
    {
        (_connection, _options, _telemetry) = (connection, options, telemetry);
        _operations = new TerminologyOperations(connection);
        _answers = new AnswerCache<TerminologyQuestion, object>(options.CacheSize, options.CacheLife, time);
    }

    /// <summary>Puts the questions, side by side, and gives what was loaded together with the answers. Only the caller's own cancellation throws.</summary>
    public async Task<AnsweredTerminology> AnswerAsync(ITerminology loaded, IReadOnlyCollection<TerminologyQuestion> questions, CancellationToken cancellation)
    {
        var members = new ConcurrentDictionary<MemberQuestion, Membership>();
        var concepts = new ConcurrentDictionary<ConceptQuestion, ConceptFinding>();
        var subsumptions = new ConcurrentDictionary<SubsumptionQuestion, bool>();
        var open = new ConcurrentBag<TerminologyQuestion>(questions.Skip(_options.Questions));
        var limits = new ParallelOptions { MaxDegreeOfParallelism = _options.Limits.Concurrency, CancellationToken = cancellation };
        await Parallel.ForEachAsync(questions.Take(_options.Questions), limits, async (question, c) =>
        {
            switch (question, await AnswerAsync(question, c).ConfigureAwait(false))
            {
                case (MemberQuestion member, Membership answer):
                    members[member] = answer;
                    break;
                case (ConceptQuestion concept, ConceptFinding answer):
                    concepts[concept] = answer;
                    break;
                case (SubsumptionQuestion subsumption, Membership answer):
                    if (answer != Membership.Unknown)
                        subsumptions[subsumption] = answer == Membership.Yes;
                    break;
                default:
                    open.Add(question);
                    break;
            }
        }).ConfigureAwait(false);
        return new AnsweredTerminology(loaded) { Members = members, Concepts = concepts, Subsumptions = subsumptions, Unanswered = open };
    }

    /// <summary>The members of a value set as the server lists them; null when it does not answer.</summary>
    public Task<ExpansionResult?> ExpandAsync(string valueSet, ExpansionOptions options, CancellationToken cancellation) => _operations.ExpandAsync(valueSet, options, cancellation);

    /// <summary>What the server says that a code becomes; not known where it does not have the ConceptMap, null when it does not answer.</summary>
    public Task<(bool IsKnown, IReadOnlyList<TranslationMatch> Matches)?> TranslateAsync(TranslationQuestion question, CancellationToken cancellation) => _operations.TranslateAsync(question, cancellation);

    /// <summary>Asks whether the server answers at all.</summary>
    public Task<SourceHealth> CheckAsync(CancellationToken cancellation) => _connection.CheckAsync("metadata", cancellation);

    public void Dispose()
    {
        _connection.Dispose();
        _telemetry.Dispose();
    }

    // Null where the server does not answer, which is not remembered.
    private async Task<object?> AnswerAsync(TerminologyQuestion question, CancellationToken cancellation)
    {
        if (_answers.TryGet(question, out var known))
            return known;
        object? answer = question switch
        {
            MemberQuestion member => await _operations.IsMemberAsync(member, cancellation).ConfigureAwait(false),
            ConceptQuestion concept => await _operations.FindAsync(concept, cancellation).ConfigureAwait(false),
            SubsumptionQuestion subsumption => await _operations.SubsumesAsync(subsumption, cancellation).ConfigureAwait(false),
            _ => null,
        };
        if (answer is not null)
            _answers.Add(question, answer);
        return answer;
    }
}
