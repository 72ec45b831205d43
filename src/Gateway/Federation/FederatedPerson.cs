using Gateway.Federation.Asking;
using Gateway.Federation.Persons;
using Gateway.Federation.Records;
using Gateway.Fhir.Search.Matching;
using Gateway.Fhir.Search.Queries;
using Gateway.Fhir.Search.Values;
using Gateway.Sources;

namespace Gateway.Federation;

/// <summary>Gathers what all sources know of a person: (1) ask side by side, (2) of what came keep what is the person's, as the caller sees it, (3) fetch what that refers to.</summary>
internal sealed class FederatedPerson(SourceRounds rounds, IndexExtractor extractor, PersonTypes personal, FederationOptions options, TimeProvider time)
{
    // A role leads to its organisation, and that to the one above it.
    private const int ReferenceRounds = 3;

    /// <summary>What is known of the person.</summary>
    /// <param name="named">The person.</param>
    /// <param name="wish">What is wanted.</param>
    /// <param name="view">What the caller sees.</param>
    /// <param name="cancellation">Ends the asking.</param>
    public async Task<PersonFound> GatherAsync(NamedPersons named, PersonWish wish, IView view, CancellationToken cancellation)
    {
        using var deadline = new Deadline(options.Deadline, time);
        var gathering = new Gathering(extractor) { Codes = personal.Codes.Values.SelectMany(c => c).Concat(personal.Dates).ToHashSet(StringComparer.Ordinal) };
        await rounds.AskAsync(named, wish.Asked, new Dictionary<string, string>(), gathering, deadline, cancellation);
        await view.KnowAsync(gathering, cancellation);
        var same = gathering.Same;
        var ids = same.Of(named);
        var own = Own(gathering, ids, wish, view);
        var (referred, isCut) = await ReferredAsync(own, wish, gathering, view, deadline, cancellation);
        var patients = gathering.Resources.Where(r => r.Type == PersonTypes.Patient && ids.Contains(r.Id)).Select(r => Seen(r, view)).OfType<RecordResource>()
            .OrderBy(r => !named.PatientIds.Contains(r.Id)).ThenBy(r => r.Source.Number).ThenBy(r => r.Id, StringComparer.Ordinal);
        return new PersonFound([.. patients], own, referred, Reports(own, wish, gathering))
        {
            Outcomes = [.. gathering.Resources.Where(r => r.Type == "OperationOutcome").Select(r => Seen(r, view)).OfType<RecordResource>()],
            Origins = own.Select(o => gathering.Find(o.ToString())!).ToDictionary(r => r.Address, StringComparer.Ordinal),
            Ids = ids,
            IsContested = same.IsContested(named),
            IsReferredCut = isCut,
        };
    }

    // What refers to one of the person's Patients in a way that makes it theirs, and these themselves.
    private List<IndexedResource> Own(Gathering gathering, IReadOnlyCollection<string> ids, PersonWish wish, IView view)
    {
        if (ids.Count == 0)
            return [];
        var index = gathering.ToIndex(wish.Types.Count == 0 ? wish.Types : wish.Types.Append(PersonTypes.Patient).ToHashSet(), view);
        var found = new InMemorySearch(index).Run(new SearchQuery { Types = [.. wish.Types.Order(StringComparer.Ordinal)], Criteria = [new CompartmentCriterion(PersonTypes.Patient, [.. ids], personal.Codes)] }).Matches;
        return [.. ids.Select(id => index.Find(PersonTypes.Patient, id)).OfType<IndexedResource>().Concat(found).DistinctBy(r => r.ToString())];
    }

    private async Task<(IReadOnlyList<RecordResource> Found, bool IsCut)> ReferredAsync(List<IndexedResource> own, PersonWish wish, Gathering gathering, IView view, Deadline deadline, CancellationToken cancellation)
    {
        var (found, looked, isCut) = (new List<RecordResource>(), new HashSet<string>(StringComparer.Ordinal), false);
        var from = own.Select(o => o.Resource).ToList();
        for (var round = 0; round < ReferenceRounds && from.Count > 0; round++)
        {
            var wanted = from.SelectMany(References.Addresses).Distinct().Where(a => wish.IsFollowed(a.Split('/')[0]) && looked.Add(a)).ToList();
            var missing = wanted.Where(a => !gathering.Has(a) && rounds.Locate(a) is not null).ToList();
            isCut |= missing.Count > options.Fetched;
            await rounds.ReadAsync(missing.Take(options.Fetched), gathering, deadline, cancellation);
            await view.KnowAsync(gathering, cancellation);
            var next = wanted.Select(gathering.Find).OfType<RecordResource>().Select(r => Seen(r, view)).OfType<RecordResource>().ToList();
            found.AddRange(next);
            from = [.. next.Select(r => r.Resource)];
        }

        return (found, isCut);
    }

    // Who cannot be asked about persons says nothing by not being asked. Who answered with what the caller does not see knows nothing that is to be told.
    private static List<SourceReport> Reports(List<IndexedResource> own, PersonWish wish, Gathering gathering)
    {
        var seen = own.Where(o => wish.Types.Count == 0 || wish.Types.Contains(o.Type)).Select(o => gathering.Find(o.ToString())!.Source.Name).ToHashSet(StringComparer.Ordinal);
        return [.. gathering.Reports.Where(r => r.IsMissing || (r.Source.PersonSystems.Count > 0 && (wish.Types.Count == 0 || r.Source.Types.Overlaps(wish.Types)))).OrderBy(r => r.Source.Number)
            .Select(r => r.State == SourceState.Answered && !seen.Contains(r.Source.Name) ? r with { State = SourceState.NothingKnown } : r)];
    }

    private static RecordResource? Seen(RecordResource resource, IView view) => view.See(resource) is { } seen ? resource with { Resource = seen } : null;
}
