using Gateway.Fhir.Search.Queries;

namespace Gateway.Storage.Search;

/// <summary>One term as a condition on a row of its table: the same comparisons as <see cref="SearchTerm.Matches"/>.</summary>
internal sealed class SqlTerms(SqlText sql, string position)
{
    // No character comes after it.
    private const string Last = "\U0010FFFF";

    /// <summary>Writes the condition; <paramref name="i"/> is the table's alias.</summary>
    public void Write(SearchTerm term, string i)
    {
        switch (term)
        {
            case TokenTerm t:
                Token(t, $"{i}.system", $"{i}.key", $"{i}.implied");
                break;
            case TokenTypeTerm t:
                sql.Add($"{i}.key = ").Value(t.Key).Add($" and {i}.type_code = ").Value(t.TypeCode).Add($" and {i}.type_system = ").Value(t.TypeSystem);
                break;
            case TokenTextTerm t:
                Starts($"{i}.text", t.Folded);
                break;
            case TokenSetTerm t:
                Set(t, i);
                break;
            case MediaTypeTerm t:
                sql.Add($"({i}.key = ").Value(t.Key).Add(" or ");
                Starts($"{i}.key", $"{t.Key};");
                sql.Add(")");
                break;
            case StringTerm t:
                Text(t, i);
                break;
            case DateTerm t:
                Range(t.Prefix, $"{i}.low", $"{i}.high", t.Low, t.High);
                break;
            case NumberTerm t:
                Number(t, i);
                break;
            case QuantityTerm t:
                Quantity(t, i);
                break;
            case ReferenceTerm t:
                Reference(t, i);
                break;
            case ReferenceIdentifierTerm t:
                sql.Add($"{i}.identifier_key is not null and ");
                Token(t.Identifier, $"{i}.identifier_system", $"{i}.identifier_key", $"{i}.identifier_implied");
                break;
            case UriTerm t:
                Uri(t, i);
                break;
            default:
                throw new InvalidOperationException($"No SQL for {term.GetType().Name}.");
        }
    }

    private void Token(TokenTerm term, string system, string key, string implied)
    {
        if (term.Key is null)
            sql.Add($"{system} is not null");
        else
            sql.Add($"{key} = ").Value(term.Key);
        if (term.Rule == SystemRule.None)
            sql.Add($" and ({system} is null or {implied})");
        else if (term.Rule == SystemRule.Given)
            sql.Add($" and {system} = ").Value(term.System);
    }

    private void Set(TokenSetTerm term, string i)
    {
        sql.Add("(1 = 0");
        foreach (var (system, key) in term.Members)
        {
            sql.Add($" or ({i}.key = ").Value(key).Add(system is null ? $" and {i}.system is not null" : $" and {i}.system = ");
            if (system is not null)
                sql.Value(system);
            sql.Add(")");
        }

        sql.Add(")");
    }

    private void Text(StringTerm term, string i)
    {
        if (term.Match == StringMatch.Exact)
            sql.Add($"{i}.exact = ").Value(term.Text);
        else if (term.Match == StringMatch.Start)
            Starts($"{i}.folded", term.Text);
        else
            sql.Add($"{position}({i}.folded, ").Value(term.Text).Add(") > 0");
    }

    // A range, which an index serves.
    private void Starts(string column, string start)
    {
        if (start.Length == 0)
            sql.Add($"{column} is not null");
        else
            sql.Add($"{column} >= ").Value(start).Add($" and {column} < ").Value(start + Last);
    }

    private void Range(SearchPrefix prefix, string low, string high, object from, object to)
    {
        _ = prefix switch
        {
            SearchPrefix.Eq => sql.Add($"{low} >= ").Value(from).Add($" and {high} <= ").Value(to),
            SearchPrefix.Ne => sql.Add($"({low} < ").Value(from).Add($" or {high} > ").Value(to).Add(")"),
            SearchPrefix.Gt => sql.Add($"{high} > ").Value(to),
            SearchPrefix.Lt => sql.Add($"{low} < ").Value(from),
            SearchPrefix.Ge => sql.Add($"{high} >= ").Value(from),
            SearchPrefix.Le => sql.Add($"{low} <= ").Value(to),
            SearchPrefix.Sa => sql.Add($"{low} > ").Value(to),
            SearchPrefix.Eb => sql.Add($"{high} < ").Value(from),
            _ => sql.Add($"{low} <= ").Value(to).Add($" and {high} >= ").Value(from),
        };
    }

    private void Number(NumberTerm term, string i) => Amount(term.Prefix, $"{i}.low", $"{i}.high", (double)term.Number, (double)term.Low, (double)term.High);

    // eq and ne leave out the upper end; the others but ap compare with the number itself.
    private void Amount(SearchPrefix prefix, string low, string high, double number, double from, double to)
    {
        if (prefix == SearchPrefix.Eq)
            sql.Add($"{low} >= ").Value(from).Add($" and {high} < ").Value(to);
        else if (prefix == SearchPrefix.Ne)
            sql.Add($"({low} < ").Value(from).Add($" or {high} >= ").Value(to).Add(")");
        else if (prefix == SearchPrefix.Ap)
            Range(prefix, low, high, from, to);
        else
            Range(prefix, low, high, number, number);
    }

    private void Quantity(QuantityTerm term, string i)
    {
        sql.Add("(case when ");
        if (term.Rule == SystemRule.Given)
            sql.Add($"{i}.system is not null and {i}.system = ").Value(term.System);
        else
            sql.Add("1 = 1");
        if (term.Code is not null)
            sql.Add($" and (({i}.unit_code is not null and {i}.unit_code = ").Value(term.Code).Add($") or ({i}.unit is not null and {i}.unit = ").Value(term.Unit).Add("))");
        sql.Add(" then ");
        Number(term.Number, i);
        sql.Add(" else ");
        if (term.Canonical is { } canonical)
        {
            sql.Add($"({i}.canonical_unit is not null and {i}.canonical_unit = ").Value(canonical.Unit).Add(" and ");
            Amount(canonical.Prefix, $"{i}.canonical_low", $"{i}.canonical_high", canonical.Number, canonical.Low, canonical.High);
            sql.Add(")");
        }
        else
        {
            sql.Add("1 = 0");
        }

        sql.Add(" end)");
    }

    private void Reference(ReferenceTerm term, string i)
    {
        if (term.Canonical is null)
        {
            Address(term, i);
            return;
        }

        sql.Add("(");
        Address(term, i);
        sql.Add($" or ({i}.canonical and {i}.url = ").Value(term.Canonical).Add("))");
    }

    private void Address(ReferenceTerm term, string i)
    {
        if (term.Url is null)
            sql.Add($"{i}.url is null");
        else
            sql.Add($"{i}.url = ").Value(term.Url);
        if (term.Id is not null)
            sql.Add($" and {i}.id = ").Value(term.Id);
        if (term.Type is not null)
            sql.Add($" and {i}.type = ").Value(term.Type);
        if (term.Version is null)
            return;
        sql.Add($" and ({i}.version = ").Value(term.Version);
        if (term.IsBelow)
        {
            sql.Add(" or ");
            Starts($"{i}.version", $"{term.Version}.");
        }

        sql.Add(")");
    }

    private void Uri(UriTerm term, string i)
    {
        if (term.Match == UriMatch.Exact)
            sql.Add($"{i}.value = ").Value(term.Value);
        else if (term.Match == UriMatch.Below)
            Starts($"{i}.value", term.Value);
        else
            sql.Add("substr(").Value(term.Value).Add($", 1, length({i}.value)) = {i}.value");
        if (term.Version is not null)
            sql.Add($" and {i}.version = ").Value(term.Version);
    }
}
