using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Search.Parameters;

namespace Gateway.Fhir.Search.Queries;

/// <summary>
/// Reads one parameter into a criterion: <c>name[:modifier]</c>, <c>reference[:Type].rest</c> or <c>_has:Type:reference:rest</c>, where rest is again one of these.
/// </summary>
internal sealed class CriterionReader(SearchContext context, SearchOptions options, QueryFaults faults)
{
    private const string Has = "_has:";
    private readonly TermReader _terms = new(context, options);
    private int _conditions;

    /// <summary>The criterion; null when the parameter was refused or left out, which the faults then say.</summary>
    /// <param name="types">The types searched; empty for all.</param>
    /// <param name="name">The parameter's name as it was given.</param>
    /// <param name="value">Its value.</param>
    public SearchCriterion? Read(IReadOnlyList<string> types, string name, string value)
    {
        _conditions = 0;
        var reading = Read(types, name, value, 0);
        if (reading.Fault is not null)
            faults.Refuse(name, reading.Fault, reading.Kind);
        else if (reading.IsUnknown && IsOfSome(types, name, value))
            faults.Refuse(name, "is a search parameter of some of the types that are searched, and not of all", FaultKind.NotSupported);
        else if (reading.IsUnknown)
            faults.LeaveOut(name, "is no search parameter here");
        return reading.Criterion;
    }

    // Without it, what the caller did not want would be found among the others (http://hl7.org/fhir/R4/search.html#errors).
    private bool IsOfSome(IReadOnlyList<string> types, string name, string value) => types.Count != 1 && (types.Count > 0 ? types : context.Parameters.Definitions.Names.Where(context.Parameters.HasType)).Any(t =>
    {
        _conditions = 0;
        return !Read([t], name, value, 0).IsUnknown;
    });

    private Reading Read(IReadOnlyList<string> types, string rest, string value, int depth)
    {
        if (++_conditions > options.Limits.Conditions)
            return Refuse("the chain may lead to too many types; name them, as in subject:Patient.name", FaultKind.TooLong);
        if (depth > options.Limits.ChainDepth)
            return Refuse($"the chain follows more than {options.Limits.ChainDepth} references", FaultKind.TooLong);
        if (rest.StartsWith(Has, StringComparison.Ordinal))
            return ReadReverse(types, rest[Has.Length..], value, depth);
        var dot = rest.IndexOf('.', StringComparison.Ordinal);
        var (code, modifier) = Cut(dot < 0 ? rest : rest[..dot], ':');
        if (Find(types, code) is not { } parameter)
            return code == "_list" ? Refuse("is not supported", FaultKind.NotSupported) : Reading.Unknown;
        if (parameter.Refusal is { } refusal)
            return Refuse(refusal, FaultKind.NotSupported);
        if (dot >= 0)
            return ReadChain(parameter, modifier, rest[(dot + 1)..], value, depth);
        return modifier == "missing" && parameter.Type != SearchParameterType.Composite ? ReadMissing(parameter, value) : ReadValues(parameter, modifier ?? "", value);
    }

    // The parameter that all the types have under one code and type; for all types, one that every resource has.
    private SearchParameter? Find(IReadOnlyList<string> types, string code)
    {
        var found = context.Parameters.Find(types.Count == 0 ? null : types[0], code);
        return found is not null && types.Skip(1).All(t => context.Parameters.Find(t, code)?.Type == found.Type) ? found : null;
    }

    private static Reading ReadMissing(SearchParameter parameter, string value) => value switch
    {
        "true" => new Reading(new MissingCriterion(parameter, true)),
        "false" => new Reading(new MissingCriterion(parameter, false)),
        _ => Refuse(":missing is true or false"),
    };

    private Reading ReadValues(SearchParameter parameter, string modifier, string value)
    {
        if (SearchEscapes.Count(value, ',') > options.Limits.Values)
            return Refuse($"has more than {options.Limits.Values} values", FaultKind.TooLong);
        var terms = new List<SearchTerm>();
        var texts = parameter.Type == SearchParameterType.Composite ? CompositeTexts.Of(value, parameter.Components.Count) : SearchEscapes.Split(value, ',');
        if (texts.Count > options.Limits.Values)
            return Refuse($"has more than {options.Limits.Values} values", FaultKind.TooLong);
        foreach (var text in texts)
        {
            if (_terms.Read(parameter, modifier, text) is not { } reading)
                return Refuse($"the modifier is not supported for a parameter of type {parameter.Type.ToString().ToLowerInvariant()}", FaultKind.NotSupported);
            if (text.Length == 0)
                return Refuse("one of the values between commas is empty");
            if (reading.Term is null)
                return Refuse(reading.Fault!, reading.IsUnsupported ? FaultKind.NotSupported : FaultKind.Value);
            terms.Add(reading.Term);
        }

        return new Reading(new ValueCriterion(parameter, terms, parameter.Type == SearchParameterType.Token && modifier is "not" or "not-in"));
    }

    private Reading ReadChain(SearchParameter parameter, string? type, string rest, string value, int depth)
    {
        if (parameter.Type != SearchParameterType.Reference)
            return Refuse("only references lead on to other resources", FaultKind.NotSupported);
        if (type is not null && !context.Parameters.HasType(type))
            return Refuse("the chain names no type of resource", FaultKind.NotSupported);
        var targets = new List<ChainTarget>();
        var refused = Reading.Unknown;
        foreach (var target in type is not null ? [type] : parameter.Targets.Where(context.Parameters.HasType))
        {
            var reading = Read([target], rest, value, depth + 1);
            if (reading.Criterion is not null)
                targets.Add(new ChainTarget(target, reading.Criterion));
            else if (reading.Kind == FaultKind.TooLong)
                return reading;
            else if (!reading.IsUnknown && refused.IsUnknown)
                refused = reading;
        }

        // Of several types it is enough that one knows the parameter so.
        return targets.Count > 0 ? new Reading(new ChainCriterion(parameter, targets)) : refused;
    }

    private Reading ReadReverse(IReadOnlyList<string> types, string rest, string value, int depth)
    {
        var (type, after) = Cut(rest, ':');
        var (code, inner) = Cut(after ?? "", ':');
        if (inner is null || inner.Length == 0)
            return Refuse("_has is written _has:Type:reference:parameter");
        if (!context.Parameters.HasType(type) || context.Parameters.Find(type, code) is not { } parameter)
            return Reading.Unknown;
        if (parameter.Type != SearchParameterType.Reference || parameter.Refusal is not null)
            return Refuse("_has leads back over a reference parameter", FaultKind.NotSupported);
        if (types.Count > 0 && parameter.Targets.Count > 0 && !types.Any(parameter.Targets.Contains))
            return Refuse("the reference that _has names does not lead to the type that is searched");
        var reading = Read([type], inner, value, depth + 1);
        return reading.Criterion is null ? reading : new Reading(new ReverseChainCriterion(type, parameter, reading.Criterion));
    }

    private static Reading Refuse(string message, FaultKind kind = FaultKind.Value) => new(null, message, kind);

    private static (string Head, string? Tail) Cut(string text, char separator) =>
        text.IndexOf(separator, StringComparison.Ordinal) is >= 0 and var at ? (text[..at], text[(at + 1)..]) : (text, null);

    // A criterion, or why there is none: what is wrong, or (without a fault) that nothing has that name.
    private readonly record struct Reading(SearchCriterion? Criterion, string? Fault = null, FaultKind Kind = FaultKind.Value)
    {
        public static Reading Unknown => default;

        public bool IsUnknown => Criterion is null && Fault is null;
    }
}
