using System.Text;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Json;
using Gateway.Fhir.Outcomes;

namespace Gateway.Fhir.Elements;

/// <summary>
/// One element of FHIR content: a resource, a data type, a primitive. A cheap view (16 bytes) of an immutable tree; each knows its
/// definition. Equality is identity: the same node of the same tree.
/// </summary>
public readonly struct Element : IEquatable<Element>
{
    internal readonly ElementTree Tree;
    internal readonly int Index;

    internal Element(ElementTree tree, int index)
    {
        Tree = tree;
        Index = index;
    }

    /// <summary>True for <c>default(Element)</c>, which stands for no element.</summary>
    public bool IsNone => Tree is null;

    public ElementDefinition Definition => Tree.Nodes[Index].Definition;

    public TypeDefinition Type => Definition.Type;

    /// <summary>The name in FHIRPath: <c>value</c>, not <c>valueQuantity</c>.</summary>
    public string Name => Definition.Name;

    /// <summary>True when the element is a primitive that has a value (and not only an id or extensions).</summary>
    public bool HasValue => Content.Node.HasValue;

    /// <summary>The exact text of the primitive value (<c>1.10</c>, <c>2015-02</c>), without JSON or XML escapes; null when there is none.</summary>
    public string? Text
    {
        get
        {
            var content = Content;
            ref readonly var node = ref content.Node;
            if (!node.HasValue)
                return null;
            var bytes = content.Tree.Text.AsSpan(node.Start, node.Length);
            return node.IsEscaped ? JsonText.Unescape(bytes) : Encoding.UTF8.GetString(bytes);
        }
    }

    /// <summary>All children in document order: for a complex element its parts, for a primitive its id and extensions.</summary>
    public ElementChildren Children
    {
        get
        {
            var content = Content;
            return new ElementChildren(content.Tree, content.Index, 0);
        }
    }

    /// <summary>The children of that name, which stand next to each other; a choice by its plain name (<c>value</c>).</summary>
    public ElementChildren this[string name]
    {
        get
        {
            var content = Content;
            return new ElementChildren(content.Tree, content.Index, NameTable.Find(name) is > 0 and var id ? id : -1);
        }
    }

    /// <summary>The children whose name has that number (<see cref="NameTable"/>).</summary>
    internal ElementChildren Named(int nameId)
    {
        var content = Content;
        return new ElementChildren(content.Tree, content.Index, nameId > 0 ? nameId : -1);
    }

    /// <summary>The line and column of the element in the text that it was read from, counted from 1; 0 and 0 when it was built.</summary>
    public (int Line, int Column) Place
    {
        get
        {
            var content = Content;
            return content.Tree.Places.Of(content.Tree, content.Index, new TextPlaces());
        }
    }

    /// <summary>The text of the only child of that name, or null when there is none or it has no value.</summary>
    public string? ChildText(string name)
    {
        foreach (var child in this[name])
            return child.Text;
        return null;
    }

    /// <summary>An editable form of this element. Nothing is copied until it is touched.</summary>
    public ElementDraft Edit() => new(this);

    /// <summary>The node that holds the content: this one, or the one that it is a graft of.</summary>
    internal Element Content
    {
        get
        {
            ref readonly var node = ref Tree.Nodes[Index];
            return node.IsGraft ? Tree.Grafts[node.Start] : this;
        }
    }

    /// <summary>True when nothing lies in the element.</summary>
    internal bool IsLeaf => Content.Node.Size == 1;

    internal ref readonly ElementNode Node => ref Tree.Nodes[Index];

    /// <summary>The value's UTF-8 bytes, unless there is no value or its bytes hold JSON escapes.</summary>
    internal bool TryGetPlainValue(out ReadOnlySpan<byte> value)
    {
        var content = Content;
        ref readonly var node = ref content.Node;
        value = node.HasValue ? content.Tree.Text.AsSpan(node.Start, node.Length) : default;
        return node.HasValue && !node.IsEscaped;
    }

    public bool Equals(Element other) => ReferenceEquals(Tree, other.Tree) && Index == other.Index;

    public override bool Equals(object? obj) => obj is Element other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Tree, Index);

    public static bool operator ==(Element left, Element right) => left.Equals(right);

    public static bool operator !=(Element left, Element right) => !left.Equals(right);

    public override string ToString() => IsNone ? "none" : Definition.ToString();
}
