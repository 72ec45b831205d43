using Gateway.Endpoints.Fhir.Operations;
using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Search;
using Gateway.Fhir.Search.Queries;

namespace Gateway.Endpoints.Fhir.Records;

/// <summary>What a caller asks of <c>$everything</c> (http://hl7.org/fhir/R4/patient-operation-everything.html).</summary>
/// <param name="Query">The types, and how results are given back; its Count is the most entries of a page.</param>
/// <param name="Dates">The time of care.</param>
/// <param name="Since">The tick since which resources were changed; null for all.</param>
/// <param name="Text">The parameters as they were used.</param>
/// <param name="Faults">What the caller should know.</param>
internal sealed record EverythingRequest(SearchQuery Query, CareDates Dates, long? Since, string Text, IReadOnlyList<Fault> Faults)
{
    private static readonly string[] s_own = ["identifier", "start", "end", "_since", "_cursor"];

    /// <summary>Reads the parameters; null, and what is wrong with them, where they cannot be used.</summary>
    public static (EverythingRequest? Request, IReadOnlyList<Fault> Faults) Read(OperationInput input, SearchContext context, SearchOptions options)
    {
        var parse = SearchQueryParser.Parse(null, input.Query(n => !s_own.Contains(n)), context, options);
        var faults = parse.Faults.ToList();
        if (parse.Query is { } query && (query.Criteria.Count > 0 || query.Includes.Count > 0 || query.Sort.Count > 0 || query.Summary == SummaryMode.Count))
            faults.Add(new Fault(FaultKind.NotSupported, "The parameters are start, end, _since, _type, _count, _elements and _summary.", "", 0, 0));
        var (start, end, since) = (Day("start", "ge"), Day("end", "le"), Day("_since", "ge"));
        var text = string.Join('&', new[] { input.Query(n => n is "identifier" or "start" or "end" or "_since"), parse.Self }.Where(t => t.Length > 0));
        return faults.Exists(f => !f.IsWarning) || parse.Query is null ? (null, faults)
            : (new EverythingRequest(parse.Query, new CareDates(start?.Low ?? CareDates.All.From, end?.High ?? CareDates.All.To), since?.Low, text, faults), faults);

        DateTerm? Day(string name, string prefix)
        {
            if (input.Of(name) is not { Length: > 0 } given)
                return null;
            if (char.IsAsciiDigit(given[0]) && SearchQueryParser.Parse("Encounter", $"date={prefix}{Uri.EscapeDataString(given)}", context).Query?.Criteria is [ValueCriterion { Terms: [DateTerm term] }])
                return term;
            faults.Add(new Fault(FaultKind.Value, $"{name} is a date or an instant.", $"http.{name}", 0, 0));
            return null;
        }
    }
}
