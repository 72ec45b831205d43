using Gateway.Federation;
using Gateway.Federation.Asking;
using Gateway.Federation.Records;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Search.Values;
using Gateway.Sources;

namespace Gateway.Disclosures;

/// <summary>
/// The resources that stand for Binaries where it is decided who sees them (http://hl7.org/fhir/R4/binary-definitions.html#Binary.securityContext): a Binary that names one is seen by whom that is shown
/// whole. One that cannot be read keeps its Binary from everybody.
/// </summary>
internal sealed class SecurityContexts(SourceRounds rounds, IndexExtractor extractor, FederationOptions options, TimeProvider time)
{
    /// <summary>The address that a Binary names; empty where it leads nowhere here; null for what names none.</summary>
    public static string? Of(Element resource)
    {
        if (resource.Type.Name != "Binary" || resource["securityContext"].FirstOrNone() is not { IsNone: false } context)
            return null;
        return context.ChildText("reference")?.Split('/') is [var type, var id, ..] && type is { Length: > 0 } and not "Binary" && char.IsAsciiLetterUpper(type[0]) ? $"{type}/{id}" : "";
    }

    /// <summary>What the Binaries among what was gathered name: those that came with them, and those that are read for it; null where none names any.</summary>
    public async Task<Gathering?> OfAsync(Gathering gathered, CancellationToken cancellation)
    {
        var named = gathered.Resources.Select(r => Of(r.Resource)).Where(a => a is { Length: > 0 }).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        if (named.Count == 0)
            return null;
        using var deadline = new Deadline(options.Deadline, time);
        var gathering = new Gathering(extractor);
        foreach (var same in named.Select(gathered.Find).OfType<RecordResource>().GroupBy(r => r.Source))
            gathering.Add(new GatheredAnswer(new SourceReport(same.Key, SourceState.Answered), [.. same]));
        await rounds.ReadAsync(named.Where(a => !gathering.Has(a)), gathering, deadline, cancellation);
        return gathering;
    }
}
