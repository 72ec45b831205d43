using System.Text;
using Gateway.Fhir.Search.Queries;

namespace Gateway.Federation.Persons;

/// <summary>The numbers of a query as they were written: search terms compare without case, but sources are asked with the very number.</summary>
internal sealed class RawNumbers
{
    private readonly Dictionary<string, string> _written = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="query">The query string as it came.</param>
    public RawNumbers(string query)
    {
        foreach (var part in query.TrimStart('?').Split('&'))
            if (part.IndexOf('=', StringComparison.Ordinal) is >= 0 and var equals && part[..equals].Contains("identifier", StringComparison.Ordinal))
                foreach (var value in Values(Uri.UnescapeDataString(part[(equals + 1)..].Replace('+', ' '))))
                    _written.TryAdd(value, value);
    }

    public string Of(TokenTerm term) => _written.GetValueOrDefault(term.Key!, term.Key!);

    // The code of each value: commas and bars separate, a backslash takes the meaning from what follows.
    private static IEnumerable<string> Values(string text)
    {
        var value = new StringBuilder();
        for (var i = 0; i <= text.Length; i++)
        {
            if (i == text.Length || text[i] == ',')
            {
                yield return value.ToString();
                value.Clear();
            }
            else if (text[i] == '|')
                value.Clear();
            else
                value.Append(text[i] == '\\' && i + 1 < text.Length ? text[++i] : text[i]);
        }
    }
}
