using System.Buffers;
using System.Security;
using System.Text;
using System.Xml;

namespace Gateway.Fhir.Xml;

/// <summary>
/// Takes a narrative's div out of a document as its exact source bytes. Where the document declares a namespace prefix of the div
/// outside it, the declaration is added to the div's start tag; nothing else changes.
/// </summary>
internal sealed class XmlNarrative(XmlTokens tokens)
{
    private static readonly SearchValues<byte> s_afterName = SearchValues.Create(" \t\r\n/>"u8);
    private readonly XmlReader _xml = tokens.Xml;
    private readonly Dictionary<string, int> _declared = new(StringComparer.Ordinal);
    private readonly Stack<(int Depth, string Prefix)> _scopes = new();
    private readonly StringBuilder _added = new();

    /// <summary>From the start of the div to its end; the bytes go to <paramref name="output"/>.</summary>
    public static void Read(XmlTokens tokens, IBufferWriter<byte> output) => new XmlNarrative(tokens).Read(output);

    /// <summary>True when the text is a div that can stand in a document as it is.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> div)
    {
        using var tokens = new XmlTokens(div.ToArray());
        try
        {
            var isDiv = tokens.Next() && tokens.Xml is { LocalName: "div", NamespaceURI: XmlNames.Xhtml };
            while (tokens.Next())
            {
            }

            return isDiv;
        }
        catch (XmlException)
        {
            return false;
        }
    }

    private void Read(IBufferWriter<byte> output)
    {
        var text = tokens.Text.AsSpan();
        var start = tokens.Here().Offset;
        var depth = _xml.Depth;
        var isEmpty = _xml.IsEmptyElement;
        Enter();
        while (!isEmpty && tokens.Next() && _xml.Depth > depth)
        {
            if (_xml.NodeType == XmlNodeType.Element)
                Enter();
            else if (_xml.NodeType == XmlNodeType.EndElement)
                Leave(_xml.Depth);
        }

        var end = XmlTags.End(text, isEmpty ? start : tokens.Here().Offset, out _);
        var name = start + text[start..].IndexOfAny(s_afterName);
        output.Write(text[start..name]);
        Encoding.UTF8.GetBytes(_added.ToString(), output);
        output.Write(text[name..end]);
    }

    private void Enter()
    {
        var depth = _xml.Depth;
        var isEmpty = _xml.IsEmptyElement;
        var isPlain = true;
        while (_xml.MoveToNextAttribute())
        {
            if (XmlNames.IsDeclaration(_xml))
                Declare(depth, _xml.Prefix.Length == 0 ? "" : _xml.LocalName);
            isPlain &= _xml.Prefix.Length == 0;
        }

        _xml.MoveToElement();
        Use();
        while (!isPlain && _xml.MoveToNextAttribute())
            if (_xml.Prefix.Length > 0 && !XmlNames.IsDeclaration(_xml))
                Use();
        _xml.MoveToElement();
        if (isEmpty)
            Leave(depth);
    }

    private void Declare(int depth, string prefix)
    {
        _declared[prefix] = _declared.GetValueOrDefault(prefix) + 1;
        _scopes.Push((depth, prefix));
    }

    private void Leave(int depth)
    {
        while (_scopes.TryPeek(out var scope) && scope.Depth >= depth)
        {
            _declared[scope.Prefix]--;
            _scopes.Pop();
        }
    }

    // FHIR's own namespace is not XHTML's concern: an element without prefix in a prefixed div is none of XHTML either way.
    private void Use()
    {
        var (prefix, name) = (_xml.Prefix, _xml.NamespaceURI);
        if (prefix == "xml" || name.Length == 0 || name == XmlNames.Fhir || _declared.GetValueOrDefault(prefix) > 0)
            return;
        _declared[prefix] = 1;
        _added.Append(" xmlns").Append(prefix.Length == 0 ? "" : ":").Append(prefix).Append("=\"").Append(SecurityElement.Escape(name)).Append('"');
    }
}
