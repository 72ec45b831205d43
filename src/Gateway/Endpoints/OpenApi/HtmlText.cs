using System.Text;
using System.Text.Encodings.Web;

namespace Gateway.Endpoints.OpenApi;

/// <summary>HTML as it is written: every text and attribute is encoded, every element closed.</summary>
internal sealed class HtmlText
{
    private readonly StringBuilder _text = new();

    /// <summary>An element with its attributes.</summary>
    public HtmlText Element(string name, Action content, params (string Name, string Value)[] attributes)
    {
        Start(name, attributes);
        content();
        _text.Append("</").Append(name).Append('>');
        return this;
    }

    /// <summary>An element that has no content and no end.</summary>
    public HtmlText Void(string name, params (string Name, string Value)[] attributes) => Start(name, attributes);

    /// <summary>An element that holds text alone.</summary>
    public HtmlText Element(string name, string? text, params (string Name, string Value)[] attributes) => Element(name, () => Text(text), attributes);

    public HtmlText Text(string? text)
    {
        if (text is not null)
            _text.Append(HtmlEncoder.Default.Encode(text));
        return this;
    }

    /// <summary>What is HTML already, of this program's own.</summary>
    public HtmlText Raw(string html)
    {
        _text.Append(html);
        return this;
    }

    /// <summary>Text in the little Markdown that descriptions use: paragraphs, and code between backticks.</summary>
    public HtmlText Prose(string? text)
    {
        foreach (var paragraph in (text ?? "").Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
            Element("p", () => Inline(paragraph));
        return this;
    }

    public HtmlText Inline(string? text)
    {
        var parts = (text ?? "").Split('`');
        for (var i = 0; i < parts.Length; i++)
            if (i % 2 == 1)
                Element("code", parts[i]);
            else
                Text(parts[i]);
        return this;
    }

    private HtmlText Start(string name, (string Name, string Value)[] attributes)
    {
        _text.Append('<').Append(name);
        foreach (var (key, value) in attributes)
            _text.Append(' ').Append(key).Append("=\"").Append(HtmlEncoder.Default.Encode(value)).Append('"');
        _text.Append('>');
        return this;
    }

    public override string ToString() => _text.ToString();
}
