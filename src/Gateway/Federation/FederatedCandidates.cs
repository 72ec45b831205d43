using Gateway.Federation.Asking;
using Gateway.Federation.Persons;
using Gateway.Federation.Records;
using Gateway.Fhir.Search.Values;
using Gateway.Sources;

namespace Gateway.Federation;

/// <summary>Gathers Patients who may be somebody: those who bear one of the numbers or are linked with who does, and, of sources that can be searched so, those who share what is asked for.</summary>
internal sealed class FederatedCandidates(SourceRounds rounds, IndexExtractor extractor, FederationOptions options, TimeProvider time)
{
    private static readonly HashSet<string> s_types = [PersonTypes.Patient];

    /// <summary>The Patients as the caller sees them, and what each source did.</summary>
    /// <param name="numbers">The numbers of persons.</param>
    /// <param name="blocks">What else candidates may share, each as search parameters that go together.</param>
    /// <param name="view">What the caller sees.</param>
    /// <param name="cancellation">Ends the asking.</param>
    public async Task<(IReadOnlyList<RecordResource> Patients, SamePersons Same, IReadOnlyList<SourceReport> Reports)> GatherAsync(
        IReadOnlyList<SourceIdentifier> numbers, IEnumerable<IReadOnlyDictionary<string, string>> blocks, IView view, CancellationToken cancellation)
    {
        using var deadline = new Deadline(options.Deadline, time);
        var gathering = new Gathering(extractor);
        if (numbers.Count > 0)
            await rounds.AskAsync(new NamedPersons([], numbers), s_types, new Dictionary<string, string>(), gathering, deadline, cancellation);
        foreach (var block in blocks)
            await rounds.AskAsync(s_types, block, gathering, deadline, cancellation);
        await view.KnowAsync(gathering, cancellation);
        var seen = gathering.Resources.Where(r => r.Type == PersonTypes.Patient).Select(r => view.See(r) is { } shown ? r with { Resource = shown } : null).OfType<RecordResource>().ToList();
        var told = seen.Select(s => s.Source.Name).ToHashSet(StringComparer.Ordinal);
        return (seen, gathering.Same, [.. gathering.Reports.Where(r => r.IsMissing || r.Source.Types.Contains(PersonTypes.Patient)).OrderBy(r => r.Source.Number)
            .Select(r => r.State == SourceState.Answered && !told.Contains(r.Source.Name) ? r with { State = SourceState.NothingKnown } : r)]);
    }
}
