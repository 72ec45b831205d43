using System.Globalization;
using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Search.Parameters;

namespace Gateway.Fhir.Search.Queries;

/// <summary>Reads the parameters that say how results are given back (http://hl7.org/fhir/R4/search.html#return).</summary>
internal sealed class ResultParameters(SearchContext context, SearchOptions options, QueryFaults faults, IReadOnlyList<string> types)
{
    private static readonly string[] s_codes = ["_sort", "_count", "_total", "_summary", "_elements", "_include", "_revinclude", "_contained", "_containedType"];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    public SearchQuery Query { get; private set; } = new();

    public static bool Has(string name) => s_codes.Contains(name.Split(':')[0]);

    /// <summary>Takes one of them in; the value as it was used, or null when it was refused or left out.</summary>
    public string? Take(string name, string value)
    {
        if (name is "_include" or "_revinclude" or "_include:iterate" or "_revinclude:iterate")
            return TakeInclude(name, value);
        if (name.Contains(':', StringComparison.Ordinal))
            return Refuse(name, "has no such modifier", FaultKind.NotSupported);
        if (!_seen.Add(name))
            return Refuse(name, "may be given once");
        switch (name)
        {
            case "_sort":
                return TakeSort(value);
            case "_count":
                return TakeCount(value);
            case "_total":
                return Word<TotalMode>(name, value, "none, estimate or accurate", "none", "estimate", "accurate") is { } total ? Keep(Query with { Total = total }, value) : null;
            case "_summary":
                return Word<SummaryMode>(name, value, "true, text, data, count or false", "true", "text", "data", "count", "false") is { } summary
                    ? Keep(Query with { Summary = Query.Summary == SummaryMode.Count ? SummaryMode.Count : summary }, value) : null;
            case "_elements":
                return TakeElements(value);
            default:
                return value == "false" && name == "_contained" ? value : Refuse(name, "is not supported: contained resources are not returned", FaultKind.NotSupported);
        }
    }

    private string? TakeSort(string value)
    {
        var (rules, used) = (new List<SearchSort>(), new List<string>());
        foreach (var text in value.Split(','))
        {
            var code = text.TrimStart('-');
            var found = context.Parameters.Find(types.Count == 0 ? null : types[0], code);
            if (found is null || text.Length > code.Length + 1 || types.Any(t => context.Parameters.Find(t, code)?.Type != found.Type))
                faults.LeaveOut("_sort", "one of its rules names no parameter that all types have");
            else if (found.Refusal is not null || found.Type == SearchParameterType.Composite)
                return Refuse("_sort", "one of its rules names a parameter that has no order", FaultKind.NotSupported);
            else
            {
                rules.Add(new SearchSort(found, text.Length > code.Length));
                used.Add(text);
            }
        }

        return rules.Count > 0 ? Keep(Query with { Sort = rules }, string.Join(',', used)) : null;
    }

    private string? TakeCount(string value)
    {
        if (value.Length is 0 or > 100 || value.AsSpan().ContainsAnyExceptInRange('0', '9'))
            return Refuse("_count", "is a whole number, 0 or more");
        var digits = value.TrimStart('0');
        var count = digits.Length > 9 ? int.MaxValue : digits.Length == 0 ? 0 : int.Parse(digits, CultureInfo.InvariantCulture);
        count = Math.Min(count, options.Limits.Count);
        return Keep(count == 0 ? Query with { Count = 0, Summary = SummaryMode.Count } : Query with { Count = count }, count.ToString(CultureInfo.InvariantCulture));
    }

    private string? TakeElements(string value)
    {
        var names = value.Split(',');
        return names.Length <= options.Limits.Values && names.All(n => n.Length is > 0 and <= 64 && n.All(char.IsAsciiLetterOrDigit))
            ? Keep(Query with { Elements = names }, value) : Refuse("_elements", "lists names of top-level elements, joined by commas");
    }

    private string? TakeInclude(string name, string value)
    {
        var parts = value.Split(':');
        var include = new SearchInclude(parts[0], parts.ElementAtOrDefault(1) is null or "*" ? null : parts[1])
        {
            Target = parts.ElementAtOrDefault(2) is { Length: > 0 } target ? target : null,
            IsReverse = name.StartsWith("_rev", StringComparison.Ordinal),
            IsIterated = name.EndsWith(":iterate", StringComparison.Ordinal),
        };
        if (parts.Length > 3 || (parts.Length == 1 && parts[0] != "*"))
            return Refuse(name, "is written Type:reference or Type:reference:TargetType");
        if (parts[0] != "*" && !context.Parameters.HasType(parts[0]) || (include.Target is not null && !context.Parameters.HasType(include.Target))
            || (include.Code is not null && context.Parameters.Find(parts[0], include.Code)?.Type != SearchParameterType.Reference))
        {
            faults.LeaveOut(name, "names no reference parameter of a resource type");
            return null;
        }

        return Keep(Query with { Includes = [.. Query.Includes, include] }, value);
    }

    private T? Word<T>(string name, string value, string expected, params string[] words)
        where T : struct, Enum
    {
        if (words.Contains(value))
            return Enum.Parse<T>(value, ignoreCase: true);
        Refuse(name, $"is {expected}");
        return null;
    }

    private string Keep(SearchQuery query, string value)
    {
        Query = query;
        return value;
    }

    private string? Refuse(string name, string message, FaultKind kind = FaultKind.Value)
    {
        faults.Refuse(name, message, kind);
        return null;
    }
}
