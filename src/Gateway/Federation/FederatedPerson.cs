using Gateway.Federation.Asking;
using Gateway.Federation.Persons;
using Gateway.Federation.Records;
using Gateway.Fhir.Search;
using Gateway.Fhir.Search.Matching;
using Gateway.Fhir.Search.Queries;
using Gateway.Fhir.Search.Values;

namespace Gateway.Federation;

/// <summary>Gathers all that the sources know of one person, of given types.</summary>
internal sealed class FederatedPerson(SourceRounds rounds, SearchContext context, IndexExtractor extractor, FederationOptions options, TimeProvider time)
{
    /// <summary>What is known of the person, as the caller sees it.</summary>
    /// <param name="named">The person.</param>
    /// <param name="types">The types that lead to their patient.</param>
    /// <param name="others">Types that those refer to, which come with them.</param>
    /// <param name="view">What the caller sees.</param>
    /// <param name="cancellation">Ends the asking.</param>
    public async Task<PersonFound> GatherAsync(NamedPersons named, IReadOnlySet<string> types, IReadOnlySet<string> others, IView view, CancellationToken cancellation)
    {
        using var deadline = new Deadline(options.Deadline, time);
        var gathering = new Gathering(extractor);
        await rounds.AskAsync(named, types.Union(others).ToHashSet(), new Dictionary<string, string>(), gathering, deadline, cancellation);
        await view.KnowAsync(gathering, cancellation);
        var same = gathering.Same;
        var patients = same.Of(named);
        var search = new InMemorySearch(gathering.ToIndex(types, view));
        var found = new List<RecordResource>();
        foreach (var type in types)
            if ((context.Parameters.Find(type, "patient") ?? context.Parameters.Find(type, "subject")) is { } parameter && patients.Count > 0)
                found.AddRange(search.Run(new SearchQuery { Types = [type], Criteria = [new ValueCriterion(parameter, [.. patients.Select(p => new ReferenceTerm("Patient", p, null))])] }).Matches
                    .Select(m => gathering.Find(m.ToString())! with { Resource = m.Resource }));
        found.AddRange(gathering.Resources.Where(r => others.Contains(r.Type)).Select(r => view.See(r) is { } seen ? r with { Resource = seen } : null).OfType<RecordResource>());
        var reports = gathering.Reports.Where(r => r.IsMissing || r.Source.Types.Overlaps(types)).OrderBy(r => r.Source.Number);
        return new PersonFound([.. gathering.Patients.Where(p => patients.Contains(p.Patient)).Select(p => p.Patient).Distinct()], found, [.. reports], same.IsContested(named));
    }
}
