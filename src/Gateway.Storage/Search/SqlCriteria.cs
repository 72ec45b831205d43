using Gateway.Fhir.Search.Parameters;
using Gateway.Fhir.Search.Queries;

namespace Gateway.Storage.Search;

/// <summary>Criteria as conditions on a row of <c>search_row</c>.</summary>
internal sealed class SqlCriteria(SqlText sql, string position)
{
    private readonly SqlTerms _terms = new(sql, position);

    /// <summary>Writes the condition; <paramref name="s"/> is the alias of the row.</summary>
    public void Write(SearchCriterion criterion, string s)
    {
        switch (criterion)
        {
            case ValueCriterion value:
                Value(value, s);
                break;
            case MissingCriterion missing:
                Missing(missing, s);
                break;
            case ChainCriterion chain:
                Chain(chain, s);
                break;
            case ReverseChainCriterion reverse:
                Reverse(reverse, s);
                break;
            case CompartmentCriterion compartment:
                Compartment(compartment, s);
                break;
            default:
                throw new InvalidOperationException($"No SQL for {criterion.GetType().Name}.");
        }
    }

    private void Value(ValueCriterion criterion, string s)
    {
        sql.Add($"{s}.sid {(criterion.IsNegated ? "not in" : "in")} (");
        if (criterion.Parameter.Type == SearchParameterType.Composite)
        {
            for (var t = 0; t < criterion.Terms.Count; t++)
                Composite(criterion.Parameter, (CompositeTerm)criterion.Terms[t], t > 0);
        }
        else
        {
            var i = sql.Alias();
            sql.Add($"select {i}.sid from {IndexTables.Of(criterion.Parameter.Type)} {i} where {i}.code = ").Value(criterion.Parameter.Code).Add(" and (");
            for (var t = 0; t < criterion.Terms.Count; t++)
            {
                sql.Add(t == 0 ? "(" : " or (");
                _terms.Write(criterion.Terms[t], i);
                sql.Add(")");
            }

            sql.Add(")");
        }

        sql.Add(")");
    }

    // All parts in one and the same element.
    private void Composite(SearchParameter parameter, CompositeTerm term, bool isNext)
    {
        var first = sql.Alias();
        sql.Add($"{(isNext ? " union " : "")}select {first}.sid from {IndexTables.Of(parameter.Components[0].Parameter.Type)} {first}");
        var aliases = new List<string> { first };
        for (var part = 1; part < term.Parts.Count; part++)
        {
            var i = sql.Alias();
            aliases.Add(i);
            sql.Add($" join {IndexTables.Of(parameter.Components[part].Parameter.Type)} {i} on {i}.sid = {first}.sid and {i}.code = {first}.code and {i}.element = {first}.element");
        }

        sql.Add($" where {first}.code = ").Value(parameter.Code);
        for (var part = 0; part < term.Parts.Count; part++)
        {
            sql.Add($" and {aliases[part]}.part = ").Value(part).Add(" and (");
            _terms.Write(term.Parts[part], aliases[part]);
            sql.Add(")");
        }
    }

    private void Missing(MissingCriterion criterion, string s)
    {
        var parameter = criterion.Parameter;
        var tables = parameter.Type == SearchParameterType.Composite
            ? parameter.Components.Select(c => IndexTables.Of(c.Parameter.Type)).Distinct()
            : [IndexTables.Of(parameter.Type)];
        sql.Add($"{s}.sid {(criterion.IsMissing ? "not in" : "in")} (");
        var isNext = false;
        foreach (var table in tables)
        {
            sql.Add($"{(isNext ? " union " : "")}select sid from {table} where code = ").Value(parameter.Code);
            isNext = true;
        }

        sql.Add(")");
    }

    private void Chain(ChainCriterion chain, string s)
    {
        sql.Add("(");
        for (var t = 0; t < chain.Targets.Count; t++)
        {
            var (i, target) = (sql.Alias(), sql.Alias());
            sql.Add($"{(t > 0 ? " or " : "")}{s}.sid in (select {i}.sid from search_reference {i} join search_row {target} on {target}.type = {i}.type and {target}.id = {i}.id where {i}.url is null and {i}.code = ")
                .Value(chain.Reference.Code).Add($" and {target}.type = ").Value(chain.Targets[t].Type).Add(" and ");
            Write(chain.Targets[t].Condition, target);
            sql.Add(")");
            Canonical(chain, chain.Targets[t], s);
        }

        sql.Add(")");
    }

    // A canonical leads to the resource that has it as its url.
    private void Canonical(ChainCriterion chain, ChainTarget asked, string s)
    {
        var (i, u, target) = (sql.Alias(), sql.Alias(), sql.Alias());
        sql.Add($" or {s}.sid in (select {i}.sid from search_reference {i} join search_uri {u} on {u}.code = 'url' and {u}.value = {i}.url and ({i}.version is null or {i}.version = {u}.version) join search_row {target} on {target}.sid = {u}.sid where {i}.canonical and {i}.code = ")
            .Value(chain.Reference.Code).Add($" and {target}.type = ").Value(asked.Type).Add(" and ");
        Write(asked.Condition, target);
        sql.Add(")");
    }

    private void Reverse(ReverseChainCriterion criterion, string s)
    {
        var (i, holder) = (sql.Alias(), sql.Alias());
        sql.Add($"(({s}.type, {s}.id) in (select {i}.type, {i}.id from search_reference {i} join search_row {holder} on {holder}.sid = {i}.sid where {i}.url is null and not {holder}.contained and {i}.code = ")
            .Value(criterion.Reference.Code).Add($" and {holder}.type = ").Value(criterion.Type).Add(" and ");
        Write(criterion.Condition, holder);
        var (c, u, other) = (sql.Alias(), sql.Alias(), sql.Alias());
        sql.Add($") or {s}.sid in (select {u}.sid from search_uri {u} join search_reference {c} on {c}.canonical and {c}.url = {u}.value and ({c}.version is null or {c}.version = {u}.version) join search_row {other} on {other}.sid = {c}.sid where {u}.code = 'url' and not {other}.contained and {c}.code = ")
            .Value(criterion.Reference.Code).Add($" and {other}.type = ").Value(criterion.Type).Add(" and ");
        Write(criterion.Condition, other);
        sql.Add("))");
    }

    // What refers to it is found first, by one look into the references; then whether it does so in one of the ways that count for its type.
    private void Compartment(CompartmentCriterion criterion, string s)
    {
        var (i, holder) = (sql.Alias(), sql.Alias());
        sql.Add("(");
        if (criterion.Codes.TryGetValue(criterion.Type, out var own) && own.Contains("_id"))
        {
            sql.Add($"({s}.type = ").Value(criterion.Type).Add($" and {s}.id in (");
            Values(criterion.Ids);
            sql.Add(")) or ");
        }

        sql.Add($"{s}.sid in (select {i}.sid from search_reference {i} join search_row {holder} on {holder}.sid = {i}.sid where {i}.url is null and {i}.type = ").Value(criterion.Type).Add($" and {i}.id in (");
        Values(criterion.Ids);
        sql.Add(") and (1 = 0");
        foreach (var same in criterion.Codes.Select(c => (Type: c.Key, Codes: c.Value.Where(v => v != "_id").ToList())).Where(c => c.Codes.Count > 0).GroupBy(c => string.Join(' ', c.Codes)))
        {
            sql.Add($" or ({holder}.type in (");
            Values([.. same.Select(c => c.Type)]);
            sql.Add($") and {i}.code in (");
            Values(same.First().Codes);
            sql.Add("))");
        }

        sql.Add(")))");
    }

    private void Values(IReadOnlyList<string> values)
    {
        for (var i = 0; i < values.Count; i++)
            sql.Add(i > 0 ? ", " : "").Value(values[i]);
    }
}
