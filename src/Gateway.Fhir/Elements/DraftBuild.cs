using System.Buffers;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Json;

namespace Gateway.Fhir.Elements;

/// <summary>The tree that is being built of drafts. Its arrays are pooled and copied once at their right size.</summary>
internal sealed class DraftBuild : IDisposable
{
    private const int MaxCopied = 64;
    private const int MaxNodes = 50_000_000;
    private readonly TreeBuilder _nodes = new(64);
    private byte[] _text = ArrayPool<byte>.Shared.Rent(1024);
    private int _length;
    private List<Element>? _grafts;

    /// <exception cref="InvalidOperationException">The drafts make more elements than a tree may have: one lies in many places.</exception>
    public int Open(ElementDefinition definition) => _nodes.Count < MaxNodes
        ? _nodes.Add(definition, 0, 0, NodeFlags.None)
        : throw new InvalidOperationException($"More than {MaxNodes} elements are made.");

    /// <summary>The element is whole; one that came out empty is no element of FHIR, and is taken out again.</summary>
    public void Close(int node)
    {
        _nodes.Close(node);
        if (node > 0 && _nodes.IsHollow(node))
            _nodes.Cut(node);
    }

    /// <summary>An element of another tree, as a graft of it; a short value is smaller than a graft and is copied.</summary>
    public void Keep(ElementDefinition definition, Element kept)
    {
        var content = kept.Content;
        if (content.Node is { Size: 1, HasValue: true, Length: <= MaxCopied })
        {
            Value(Open(definition), content);
            return;
        }

        _grafts ??= [];
        _nodes.Add(definition, _grafts.Count, 0, NodeFlags.Graft);
        _grafts.Add(content);
    }

    /// <summary>The value of an element of another tree, escapes and all.</summary>
    public void Value(int node, Element origin)
    {
        var content = origin.Content;
        ref readonly var from = ref content.Node;
        Value(node, content.Tree.Text.AsSpan(from.Start, from.Length), from.Flags);
    }

    public void Value(int node, byte[] utf8) => Value(node, utf8, NodeFlags.Value | (JsonText.NeedsEscape(utf8) ? NodeFlags.Unclean : 0));

    public Element ToRoot() => new ElementTree(_text.AsSpan(0, _length).ToArray(), _nodes.ToNodes(), _grafts is null ? [] : [.. _grafts], SourcePlaces.None).Root;

    public void Dispose()
    {
        _nodes.Dispose();
        ArrayPool<byte>.Shared.Return(_text);
        _text = [];
    }

    private void Value(int node, ReadOnlySpan<byte> utf8, NodeFlags flags)
    {
        ref var target = ref _nodes[node];
        (target.Start, target.Length, target.Flags) = (_length, utf8.Length, flags);
        if (_text.Length - _length < utf8.Length)
            Grow(utf8.Length);
        utf8.CopyTo(_text.AsSpan(_length));
        _length += utf8.Length;
    }

    private void Grow(int more)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_text.Length * 2, checked(_length + more)));
        _text.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_text);
        _text = larger;
    }
}
