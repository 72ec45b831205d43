using Gateway.Fhir.Outcomes;
using Gateway.Sources.Records;

namespace Gateway.Sources.CaseSystem;

/// <summary>
/// One search of the case system:
/// 1. persons are looked up by NHS number and PNC; beside that, what is asked by the person's own number is already asked, by those that are known or guessed;
/// 2. what the look-up found besides is asked too, and what was guessed wrongly is dropped;
/// 3. all kinds are asked side by side; a record about anybody else is refused;
/// 4. what came is mapped, in the order of the kinds.
/// </summary>
internal sealed class CaseSearch(CaseClient client, IReadOnlyList<LoadedCaseKind> kinds, PersonNumbers numbers, SourceSearch search)
{
    private readonly LoadedCaseKind? _persons = kinds.FirstOrDefault(k => k.Kind == CaseKind.Persons);

    public async Task<SourceAnswer> RunAsync(CancellationToken cancellation)
    {
        var gathered = new GatheredRecords();
        var listings = search.Persons.Count > 0
            ? await AboutPersonsAsync(gathered, cancellation).ConfigureAwait(false)
            : await Task.WhenAll(Wanted(false).Select(k => ListAsync(k, new CaseQuery(), cancellation))).ConfigureAwait(false);
        if (listings is null)
            return SourceAnswer.Of(SourceState.NotLinked);
        foreach (var listing in listings)
            Gather(listing, gathered);
        return gathered.ToAnswer(search.AtMost);
    }

    // Null when none of the numbers is one that the case system knows people by.
    private async Task<IReadOnlyList<CaseListing>?> AboutPersonsAsync(GatheredRecords gathered, CancellationToken cancellation)
    {
        var direct = Values(Systems.CasePerson);
        SourceIdentifier[] sought = [.. search.Persons.Where(p => p.System is Systems.NhsNumber or Systems.Pnc).Distinct()];
        if (direct.Count == 0 && sought.Length == 0)
            return null;

        var lookups = sought.Select(number => LookUpAsync(number, cancellation)).ToArray();
        HashSet<string> asked = [.. direct, .. sought.SelectMany(numbers.Guess)];
        var first = AskAsync(asked, direct, cancellation);
        var found = await Task.WhenAll(lookups).ConfigureAwait(false);
        HashSet<string> right = [.. direct, .. found.SelectMany(l => l.Rows).Select(r => r.Id).OfType<string>()];
        var second = AskAsync([.. right.Except(asked)], [], cancellation);
        CaseListing[] all = [.. await first.ConfigureAwait(false), .. await second.ConfigureAwait(false)];

        // Who a number leads to is said beside what is about them, so that the reader can judge the link.
        foreach (var lookup in found)
            Gather(lookup, gathered);
        foreach (var listing in all)
        {
            listing.Rows.RemoveAll(r => r.Person is { } person && asked.Contains(person) && !right.Contains(person));
            foreach (var stranger in listing.Rows.Where(r => r.Reading.IsRead && (r.Person is null || !right.Contains(r.Person))).ToArray())
            {
                listing.Rows.Remove(stranger);
                gathered.Refuse(FaultKind.Value, "A record is about another person than was asked for.");
            }
        }

        return all;
    }

    private async Task<CaseListing> LookUpAsync(SourceIdentifier number, CancellationToken cancellation)
    {
        var (parameter, field) = number.System == Systems.NhsNumber ? ("nhsNumber", "nhsNumber") : ("pncId", "pncId");
        var listing = await client.ListAsync(_persons!, "look-up", new CaseQuery().Add(parameter, number.Value), search.AtMost, cancellation).ConfigureAwait(false);
        if (listing.Rows.RemoveAll(r => r.Reading.IsRead && Plain(r.Reading.Root.ChildText(field)) != Plain(number.Value)) > 0)
            listing.Failure ??= Http.SourceReply.Of(SourceState.Failed);
        if (listing.Failure is null)
            numbers.Keep(number, [.. listing.Rows.Select(r => r.Id).OfType<string>()]);
        return listing;
    }

    // Persons themselves are asked for where no look-up brings them.
    private async Task<IReadOnlyList<CaseListing>> AskAsync(HashSet<string> persons, List<string> direct, CancellationToken cancellation)
    {
        var wanted = Wanted(true).ToArray();
        var own = from chunk in direct.Chunk(CaseQuery.MostValues)
                  where wanted.Contains(_persons)
                  select client.ListAsync(_persons!, "search", new CaseQuery().Add("id", chunk), search.AtMost, cancellation);
        var about = from chunk in persons.Chunk(CaseQuery.MostValues)
                    from kind in wanted
                    where kind != _persons
                    select ListAsync(kind, new CaseQuery().Add("personId", chunk), cancellation);
        return await Task.WhenAll(own.Concat(about).ToArray()).ConfigureAwait(false);
    }

    private async Task<CaseListing> ListAsync(LoadedCaseKind kind, CaseQuery query, CancellationToken cancellation)
    {
        // What is known of a person is little already, and may be wanted to know the person better: it is not narrowed.
        if ((search.Persons.Count > 0 ? new CaseQuery() : CaseHints.For(kind, search)) is not { } narrowed)
            return new CaseListing(kind);
        if (Located(kind) is { } ids)
            return ids.Count == 0 ? new CaseListing(kind) : await ByIdAsync(kind, query.With(narrowed), ids, cancellation).ConfigureAwait(false);
        return await client.ListAsync(kind, "search", query.With(narrowed), search.AtMost, cancellation).ConfigureAwait(false);
    }

    private async Task<CaseListing> ByIdAsync(LoadedCaseKind kind, CaseQuery query, IReadOnlyList<string> ids, CancellationToken cancellation)
    {
        var parts = await Task.WhenAll(ids.Chunk(CaseQuery.MostValues)
            .Select(chunk => client.ListAsync(kind, "search", query.With(new CaseQuery().Add("id", chunk)), search.AtMost, cancellation))).ConfigureAwait(false);
        foreach (var part in parts.Skip(1))
        {
            parts[0].Rows.AddRange(part.Rows);
            parts[0].Failure ??= part.Failure;
            parts[0].IsCut |= part.IsCut;
        }

        return parts[0];
    }

    private IEnumerable<LoadedCaseKind> Wanted(bool isAboutPersons) =>
        kinds.Where(k => isAboutPersons ? k.Kind.HasPerson && search.Types.Any(t => k.Types.Contains(t) && !k.Kind.Strangers.Contains(t)) : k.Types.Overlaps(search.Types));

    // The ids that were asked for, as far as they are of that kind; null when none were.
    private List<string>? Located(LoadedCaseKind kind) => search.Locators.Count == 0 ? null
        : [.. search.Locators.Where(l => l.Length > 1 && l[0] == kind.Kind.Letter).Select(l => l[1..]).Distinct()];

    private List<string> Values(string system) => [.. search.Persons.Where(p => p.System == system).Select(p => p.Value).Distinct()];

    private static string? Plain(string? number) => number?.Replace(" ", "", StringComparison.Ordinal);

    private static void Gather(CaseListing listing, GatheredRecords gathered)
    {
        gathered.Age(listing.AsOf);
        gathered.IsCut |= listing.IsCut;
        if (listing.Failure is { } failure)
            gathered.Lose(failure);
        foreach (var row in listing.Rows)
            if (!gathered.Has($"{listing.Kind.Kind.Letter}{row.Id}"))
                listing.Kind.Records.Add(row.Reading, gathered);
    }
}
