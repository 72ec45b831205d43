namespace Gateway.Fhir.Validation.Resources;

/// <summary>A rough check of SNOMED CT's Expression Constraint Language (http://snomed.org/ecl): that operators stand between concepts, and parentheses close.</summary>
internal static class ExpressionConstraint
{
    private static readonly string[] s_prefixes = ["<<!", ">>!", "<!", ">!", "<<", ">>", "<", ">", "^", "!!<", "!!>", "*"];

    /// <summary>What is wrong; null when nothing was found.</summary>
    public static string? Fault(string expression)
    {
        const string fault = "The expression is none of SNOMED CT's constraint language.";
        var (depth, hasOperand, at) = (0, false, 0);
        while (at < expression.Length)
        {
            var c = expression[at];
            if (char.IsWhiteSpace(c))
            {
                at++;
            }
            else if (c == '|')
            {
                at = expression.IndexOf('|', at + 1) + 1;
                if (at == 0)
                    return fault;
            }
            else if (c == '*' || char.IsAsciiDigit(c))
            {
                if (hasOperand)
                    return fault;
                hasOperand = true;
                at += c == '*' ? 1 : expression.AsSpan(at).IndexOfAnyExceptInRange('0', '9') is >= 0 and var length ? length : expression.Length - at;
            }
            else if (s_prefixes.FirstOrDefault(p => expression.AsSpan(at).StartsWith(p, StringComparison.Ordinal)) is { } prefix)
            {
                if (hasOperand)
                    return fault;
                at += prefix.Length;
            }
            else
            {
                // Refinements, conjunctions and filters are left to a terminology server.
                depth += c is '(' or '{' ? 1 : c is ')' or '}' ? -1 : 0;
                hasOperand = c is ')' or '}';
                at++;
            }
        }

        return depth == 0 ? null : fault;
    }
}
