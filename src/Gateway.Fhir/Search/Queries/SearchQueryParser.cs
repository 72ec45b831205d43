using System.Text;
using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Search.Parameters;

namespace Gateway.Fhir.Search.Queries;

/// <summary>
/// Reads and checks R4 searches (http://hl7.org/fhir/R4/search.html). All faults are told at once. Refused are broken escapes and values, modifiers that a
/// parameter does not have, what needs an index or a terminology that is not there, and what goes over a limit; parameters that are not known
/// are left out with a warning, or refused when reading strictly.
/// </summary>
public static class SearchQueryParser
{
    /// <summary>Reads a query string, or the body of a form, as it came: with its percent escapes, with or without a question mark.</summary>
    /// <param name="type">The type that is searched; null for a search over all types, which <c>_type</c> may narrow.</param>
    /// <param name="query">The query string.</param>
    /// <param name="context">The parameters that are known; R4's when none are given.</param>
    /// <param name="options">How to read.</param>
    public static SearchParse Parse(string? type, string query, SearchContext? context = null, SearchOptions? options = null)
    {
        options ??= SearchOptions.Default;
        context ??= SearchContext.R4;
        var faults = new QueryFaults(options.IsStrict);
        var pairs = Pairs(query, options.Limits, faults);
        if (type is not null && !context.Parameters.HasType(type))
            faults.Refuse("There is no such type of resource", FaultKind.NotSupported);
        if (options.Compartment is var (owner, _) && Compartments.Of(owner) is null)
            faults.Refuse("Resources of that type have no compartment", FaultKind.NotSupported);
        if (faults.HasErrors)
            return new SearchParse(null, faults.ToList(), "");
        var types = Types(type, pairs, context, options, faults);
        var self = new StringBuilder();
        var results = new ResultParameters(context, options, faults, types);
        var reader = new CriterionReader(context, options, faults);
        var criteria = new List<SearchCriterion>();
        if (options.Compartment is { } compartment)
            criteria.Add(new CompartmentCriterion(compartment.Type, [compartment.Id], Compartments.Of(compartment.Type)!));
        foreach (var (name, value) in pairs)
        {
            var used = value;
            if (name is "_type" or "_format" or "_pretty")
                used = name == "_type" ? value : null;
            else if (value.Length == 0)
            {
                faults.LeaveOut(name, "has no value");
                used = null;
            }
            else if (ResultParameters.Has(name))
                used = results.Take(name, value);
            else if (reader.Read(types, name, value) is { } criterion)
            {
                criteria.Add(criterion);
                used = LocatedReferences.Of(criterion, value, context);
            }
            else
                used = null;
            if (used is not null)
                QueryString.Append(self, name, used);
        }

        var found = results.Query with { Types = types, Criteria = criteria };
        if (found is { Summary: SummaryMode.Text, Includes.Count: > 0 })
            faults.Refuse("_summary", "text cannot be had together with included resources");
        return new SearchParse(faults.HasErrors ? null : found, faults.ToList(), faults.HasErrors ? "" : self.ToString());
    }

    private static List<(string Name, string Value)> Pairs(string query, SearchLimits limits, QueryFaults faults)
    {
        var pairs = new List<(string, string)>();
        if (query.Length > limits.Length)
        {
            faults.Refuse($"The query has more than {limits.Length} characters", FaultKind.TooLong);
            return pairs;
        }

        foreach (var part in query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            if (pairs.Count == limits.Parameters)
            {
                faults.Refuse($"The query has more than {limits.Parameters} parameters", FaultKind.TooLong);
                return pairs;
            }

            var equals = part.IndexOf('=', StringComparison.Ordinal);
            var name = QueryString.Decode(equals < 0 ? part : part[..equals]);
            if (string.IsNullOrEmpty(name))
                faults.Refuse("The name of a parameter is empty or has broken escapes", FaultKind.Structure);
            else if (QueryString.Decode(equals < 0 ? "" : part[(equals + 1)..]) is { } value)
                pairs.Add((name, value));
            else
                faults.Refuse(name, "the value has broken percent escapes, is no UTF-8, or holds control characters", FaultKind.Structure);
        }

        return pairs;
    }

    // The types to search: that of the URL, or those of _type.
    private static IReadOnlyList<string> Types(string? type, List<(string Name, string Value)> pairs, SearchContext context, SearchOptions options, QueryFaults faults)
    {
        IReadOnlyList<string> types = type is null ? [] : [type];
        var given = pairs.Where(p => p.Name == "_type").ToList();
        if (given.Count > 1)
            faults.Refuse("_type", "may be given once; types are joined by commas");
        if (given.Count != 1)
            return types;
        string[] named = [.. given[0].Value.Split(',').Distinct()];
        if (named.Length > options.Limits.Values || !named.All(context.Parameters.HasType))
            faults.Refuse("_type", "lists types of resources, joined by commas");
        else if (type is not null && !named.Contains(type))
            faults.Refuse("_type", "does not name the type that is searched");
        return type is null && !faults.HasErrors ? named : types;
    }
}
