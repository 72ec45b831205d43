using System.Text;
using System.Xml;
using Gateway.Fhir.Elements;

namespace Gateway.Summaries;

/// <summary>Narrative (http://hl7.org/fhir/R4/narrative.html) of plain texts. Whatever stands in a text stays a text: nothing of it becomes markup.</summary>
internal static class SafeNarrative
{
    /// <summary>Writes a list of texts and paragraphs below it into a <c>text</c> element.</summary>
    public static void Write(ElementDraft text, IReadOnlyList<string> items, IReadOnlyList<string> paragraphs)
    {
        var div = new StringBuilder("<div xmlns=\"http://www.w3.org/1999/xhtml\">");
        if (items.Count > 0)
            div.Append("<ul>").AppendJoin("", items.Select(i => $"<li>{Escaped(i)}</li>")).Append("</ul>");
        foreach (var paragraph in paragraphs)
            div.Append("<p>").Append(Escaped(paragraph)).Append("</p>");
        text.AddText("status", "generated").AddText("div", div.Append("</div>").ToString());
    }

    private static string Escaped(string text)
    {
        var safe = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                safe.Append(text[i]).Append(text[++i]);
            else if (XmlConvert.IsXmlChar(text[i]))
                _ = text[i] switch
                {
                    '<' => safe.Append("&lt;"),
                    '>' => safe.Append("&gt;"),
                    '&' => safe.Append("&amp;"),
                    '"' => safe.Append("&quot;"),
                    '\'' => safe.Append("&#39;"),
                    var c => safe.Append(c),
                };
        }

        return safe.ToString();
    }
}
