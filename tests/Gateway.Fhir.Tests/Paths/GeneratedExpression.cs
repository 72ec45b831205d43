namespace Gateway.Fhir.Tests.Paths;

/// <summary>Random expressions that are well formed, and mostly make sense for a Patient.</summary>
internal static class GeneratedExpression
{
    private static readonly string[] s_literals =
        ["1", "-3", "2147483647", "2.50", "7L", "'a'", "'Peter'", "''", "@2012", "@1974-12-25", "@2012-01-01T10:00:00+02:00", "@T10:30", "true", "false", "{}", "5 'mg'", "1 '[degF]'", "2 years", "3 days", "%ucum"];

    private static readonly string[] s_paths =
        ["name", "name.given", "name.family", "telecom", "telecom.rank", "birthDate", "active", "deceased", "multipleBirth", "extension", "extension.value", "identifier.value", "contained", "meta.lastUpdated", "$this", "%context", "generalPractitioner"];

    private static readonly string[] s_functions =
    [
        "count()", "first()", "last()", "tail()", "single()", "exists()", "empty()", "not()", "distinct()", "isDistinct()", "allTrue()", "children()", "descendants()", "type()", "hasValue()", "getValue()", "resolve()",
        "toString()", "toInteger()", "toDecimal()", "toLong()", "toDate()", "toDateTime()", "toTime()", "toBoolean()", "toQuantity()", "convertsToQuantity()", "convertsToDate()", "length()", "upper()", "trim()", "toChars()", "abs()",
        "ceiling()", "sqrt()", "ln()", "exp()", "round()", "lowBoundary()", "highBoundary()", "precision()", "yearOf()", "timeOf()", "sum()", "min()", "max()", "avg()", "sort()", "join('-')", "escape('json')", "encode('base64')",
        "ofType(string)", "is(HumanName)", "as(Quantity)", "htmlChecks()", "trace('t')",
    ];

    private static readonly string[] s_lambdas = ["where", "select", "exists", "all", "repeat", "aggregate", "sort", "trace"];

    private static readonly string[] s_arguments =
        ["combine", "union", "intersect", "exclude", "subsetOf", "supersetOf", "skip", "take", "startsWith", "contains", "indexOf", "matches", "split", "power", "log", "comparable", "extension", "coalesce", "substring", "conformsTo", "memberOf"];

    private static readonly string[] s_operators =
        ["+", "-", "*", "/", "div", "mod", "&", "|", "=", "!=", "~", "!~", "<", "<=", ">", ">=", "and", "or", "xor", "implies", "in", "contains"];

    public static string Make(Random random, int depth)
    {
        if (depth == 0)
            return Pick(random, random.Next(2) == 0 ? s_literals : s_paths);
        var left = Make(random, depth - 1);
        return random.Next(10) switch
        {
            0 => Pick(random, s_paths),
            1 or 2 => $"({left}).{Pick(random, s_functions)}",
            3 or 4 => $"({left}).{Pick(random, s_lambdas)}({(random.Next(3) == 0 ? "'x', " : "")}{Make(random, depth - 1)})".Replace("sort('x', ", "sort(", StringComparison.Ordinal),
            5 => $"({left}).{Pick(random, s_arguments)}({Make(random, depth - 1)})",
            6 => $"iif({left}, {Make(random, depth - 1)}, {Make(random, depth - 1)})",
            7 => $"({left})[{random.Next(3)}]",
            _ => $"({left}) {Pick(random, s_operators)} ({Make(random, depth - 1)})",
        };
    }

    private static string Pick(Random random, string[] from) => from[random.Next(from.Length)];
}
