using System.Net;
using System.Text.RegularExpressions;

namespace Gateway.Storage.Ledger;

/// <summary>The links of a narrative that a transaction rewrites: <c>a href</c> and <c>img src</c> (http://hl7.org/fhir/R4/http.html#trules). All else of its text stays as it is, to the byte.</summary>
public static partial class NarrativeLinks
{
    /// <summary>Where the links of a narrative lead, without the escapes of XML.</summary>
    /// <param name="div">A well-formed narrative.</param>
    public static IReadOnlyList<string> Of(string div)
    {
        var links = new List<string>();
        Rewritten(div, link =>
        {
            links.Add(link);
            return null;
        });
        return links;
    }

    /// <summary>The narrative with links that lead elsewhere.</summary>
    /// <param name="div">A well-formed narrative.</param>
    /// <param name="lead">Where a link is to lead; null where it stays.</param>
    public static string Rewritten(string div, Func<string, string?> lead) =>
        Tags().Replace(div, tag => tag.Groups["name"] is { Success: true, Value: var name } ? Attributes().Replace(tag.Value, attribute => Rewritten(attribute, name == "a" ? "href" : "src", lead)) : tag.Value);

    private static string Rewritten(Match attribute, string name, Func<string, string?> lead)
    {
        var value = attribute.Groups["value"];
        if (attribute.Groups["name"].Value != name || lead(WebUtility.HtmlDecode(value.Value)) is not { } address)
            return attribute.Value;
        var at = value.Index - attribute.Index;
        return $"{attribute.Value[..at]}{WebUtility.HtmlEncode(address)}{attribute.Value[(at + value.Length)..]}";
    }

    // What comments and CDATA sections hold is no tag, and what a quoted value holds is no attribute: each is gone over as a whole.
    [GeneratedRegex("""<!--.*?-->|<!\[CDATA\[.*?\]\]>|<(?<name>a|img)(?=\s)(?>[^"'>]+|"[^"]*"|'[^']*')*>""", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Tags();

    [GeneratedRegex("""\s(?<name>[^\s=]+)\s*=\s*(?:"(?<value>[^"]*)"|'(?<value>[^']*)')""", RegexOptions.CultureInvariant)]
    private static partial Regex Attributes();
}
