using System.Xml;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Definitions.Facts;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Elements.Primitives;
using Gateway.Fhir.Outcomes;

namespace Gateway.Fhir.Xml;

/// <summary>
/// Reads XML into a tree in one pass. Each element and attribute is found in the definition of the element around it. Faults do not
/// stop the reading; only XML that is not well-formed does, as an <see cref="XmlException"/>.
/// </summary>
internal sealed class XmlTreeReader(XmlTokens tokens, DefinitionSet definitions, ReadOptions options, TreeBuilder tree, FaultList faults)
{
    private readonly XmlReader _xml = tokens.Xml;
    private readonly OpenElements _open = new();
    private readonly XmlValues _values = new();
    private readonly List<(int Line, int Column)> _places = [];
    private string _namespace = XmlNames.Fhir;

    /// <summary>Reads the whole text; false when no root element could be made of it.</summary>
    public bool ReadRoot(TypeDefinition? type)
    {
        while (tokens.Next() && _xml.NodeType != XmlNodeType.Element)
            if (_xml.NodeType == XmlNodeType.XmlDeclaration)
                CheckEncoding();
        ReadRootElement(type, tokens.Here());
        while (tokens.Next())
        {
        }

        return tree.Count > 0;
    }

    public Element ToRoot() => new ElementTree(_values.ToArray(), tree.ToNodes(), [], new ListedPlaces([.. _places])).Root;

    private void CheckEncoding()
    {
        if (_xml.GetAttribute("encoding") is { } encoding && !encoding.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
            Fault(FaultKind.Structure, "The XML declares another encoding than UTF-8.", tokens.Here(), weight: FaultWeight.Error);
    }

    private void ReadRootElement(TypeDefinition? type, XmlPlace place)
    {
        if (type is { Primitive: PrimitiveKind.Xhtml })
        {
            if (IsInNamespace(type.Root, place, -1))
                ReadNarrative(type.Root, place, -1);
            return;
        }

        // A wrong namespace is said once, not of each element that shares it.
        IsInNamespace(type?.Root, place, -1);
        _namespace = _xml.NamespaceURI;
        if (type is { IsResource: false } && _xml.LocalName != type.Name)
            Fault(FaultKind.Structure, $"The root element must be {type.Name}.", place);
        else if ((type is { IsResource: false } ? type : ResourceType(type, place)) is { } root)
            ReadElement(root.Root, place, -1);
    }

    private TypeDefinition? ResourceType(TypeDefinition? expected, XmlPlace place, string? step = null, int index = -1)
    {
        var name = _xml.LocalName;
        if (definitions.FindType(name) is not { IsResource: true, IsAbstract: false, IsProfile: false } type || type.Name != name)
        {
            Fault(FaultKind.Structure, $"The element {XmlNames.Shown(name)} is not a type of resource that is known here.", place, step, index);
            return null;
        }

        if (expected is { IsAbstract: false } && !type.Is(expected.Name))
            Fault(FaultKind.Structure, $"The resource is a {type.Name} where a {expected.Name} is due.", place, step, index);
        return expected is { IsProfile: true } ? expected : type;
    }

    // From the start of an element to its end.
    private void ReadElement(ElementDefinition definition, XmlPlace place, int index)
    {
        var type = definition.Type;
        var isEmpty = _xml.IsEmptyElement;
        var node = Add(definition, place);
        _open.Push(definition, index);
        if (_open.Count > ReadOptions.MaxDepth && !(type.IsPrimitive && isEmpty && _xml.AttributeCount <= 1))
        {
            Fault(FaultKind.TooLong, $"Elements are nested more than {ReadOptions.MaxDepth} deep.", place);
            tokens.Skip();
        }
        else
        {
            var attributes = ReadAttributes(node, type);
            var children = isEmpty ? 0 : ReadChildren(node, type);
            if (attributes + children == 0)
                Fault(FaultKind.Structure, "The element is empty: it has neither a value nor elements.", place);
        }

        _open.Pop();
        tree.Close(node);
        if (node > 0)
            DropEmpty(node);
    }

    private int ReadAttributes(int node, TypeDefinition type)
    {
        var count = 0;
        while (_xml.MoveToNextAttribute())
        {
            if (XmlNames.IsDeclaration(_xml) || (node == 0 && XmlNames.IsSchemaLocation(_xml)))
                continue;
            count++;
            var name = _xml.LocalName;
            var isPlain = _xml.NamespaceURI.Length == 0;
            if (isPlain && type.IsPrimitive && name == "value")
                Check(_values.Add(ref tree[node], _xml.Value), node, null);
            else if (isPlain && type.Find(name) is { IsChoice: false, Type.IsPrimitive: true } child && IsAttribute(child))
                ReadAttribute(child);
            else
                Fault(FaultKind.Structure, $"{type.Path} has no attribute {XmlNames.Shown(_xml.Name)}.", tokens.Here());
        }

        _xml.MoveToElement();
        return count;
    }

    private void ReadAttribute(ElementDefinition definition)
    {
        var node = Add(definition, tokens.Here());
        Check(_values.Add(ref tree[node], _xml.Value), node, definition.Name);
        DropEmpty(node);
    }

    // A tolerant reader leaves out what has lost all its content; to a strict one it is all the same.
    private void DropEmpty(int node)
    {
        if (tree[node] is not { HasValue: false, Size: 1 })
            return;
        tree.Cut(node);
        _places.RemoveAt(node);
    }

    private void Check(string? fault, int node, string? step)
    {
        ref var read = ref tree[node];
        if (fault is not null)
            Fault(FaultKind.Value, fault, tokens.Here(), step);
        else if (PrimitiveFormat.Warning(read.Definition.Type.Primitive, _values.Of(read)) is { } warning)
            Fault(FaultKind.Value, warning, tokens.Here(), step, weight: FaultWeight.Warning);
    }

    // From the start of an element that is not empty to its end; how many nodes were met on the way.
    private int ReadChildren(int owner, TypeDefinition type)
    {
        var elements = type.Index;
        var siblings = new XmlSiblings(elements, elements.Count <= 64 ? stackalloc int[64] : new int[elements.Count]);
        var count = 0;
        for (; tokens.Next() && _xml.NodeType != XmlNodeType.EndElement; count++)
        {
            var place = tokens.Here();
            if (_xml.NodeType != XmlNodeType.Element)
                FaultNoElement(place);
            else if (Child(type, place) is { } child && siblings.Index(child) is var index && IsPlaced(child, place, ref siblings))
                ReadChild(child, place, index);
            else
                tokens.Skip();
        }

        if (siblings.IsDisordered && options.IsTolerant)
            ChildOrder.Restore(tree, _places, owner);
        return count;
    }

    // False when the child cannot be read where it stands; a wrong place among the others alone does not hinder it.
    private bool IsPlaced(ElementDefinition child, XmlPlace place, ref XmlSiblings siblings)
    {
        var index = siblings.Index(child);
        if (!IsInNamespace(child, place, index))
            return false;
        if (siblings.IsOneTooMany(child))
        {
            Fault(FaultKind.Structure, $"The element {child.Name} stands twice and does not repeat.", place, child.Name);
            return false;
        }

        if (siblings.Add(child) is { } fault)
            Fault(FaultKind.Structure, fault, place, child.Name, index);
        return true;
    }

    // The definition of the child that the reader is at, or null where there is none and a fault says so.
    private ElementDefinition? Child(TypeDefinition type, XmlPlace place)
    {
        var name = _xml.LocalName;
        if (type.Find(name) is { IsChoice: false } child && child.JsonName == name)
        {
            if (!IsAttribute(child))
                return child;
            Fault(FaultKind.Structure, $"In XML, {name} is an attribute and not an element.", place, name);
        }
        else if (_xml.NamespaceURI != _namespace)
        {
            Fault(FaultKind.Structure, $"The element is not in the namespace {XmlNames.Fhir}.", place, XmlNames.Step(name));
        }
        else
        {
            Fault(FaultKind.Structure, $"{type.Path} has no element {XmlNames.Shown(name)}.", place, XmlNames.Step(name));
        }

        return null;
    }

    private bool IsInNamespace(ElementDefinition? definition, XmlPlace place, int index)
    {
        var due = definition?.Type.Primitive == PrimitiveKind.Xhtml ? XmlNames.Xhtml : _namespace;
        if (_xml.NamespaceURI == due)
            return true;
        due = due == _namespace ? XmlNames.Fhir : due;
        Fault(FaultKind.Structure, $"The element is not in the namespace {due}.", place, _open.Count == 0 ? null : definition?.Name, index);
        return false;
    }

    private void ReadChild(ElementDefinition definition, XmlPlace place, int index)
    {
        if (definition.Type.IsResource)
            ReadHeld(definition, place, index);
        else if (definition.Type.Primitive == PrimitiveKind.Xhtml)
            ReadNarrative(definition, place, index);
        else
            ReadElement(definition, place, index);
    }

    // An element such as contained or resource around one whole resource; the tree has one node for both.
    private void ReadHeld(ElementDefinition definition, XmlPlace place, int index)
    {
        var name = definition.Name;
        while (_xml.MoveToNextAttribute())
            if (!XmlNames.IsDeclaration(_xml))
                Fault(FaultKind.Structure, $"The element holds a resource and has no attribute {XmlNames.Shown(_xml.Name)}.", tokens.Here(), name, index);
        _xml.MoveToElement();
        var isEmpty = _xml.IsEmptyElement;
        var count = 0;
        while (!isEmpty && tokens.Next() && _xml.NodeType != XmlNodeType.EndElement)
        {
            var here = tokens.Here();
            if (_xml.NodeType != XmlNodeType.Element)
            {
                FaultNoElement(here, name, index);
            }
            else if (++count > 1)
            {
                Fault(FaultKind.Structure, "The element holds more than one resource.", here, name, index);
                tokens.Skip();
            }
            else if (IsInNamespace(definition, here, index) && ResourceType(definition.Type, here, name, index) is { } type)
            {
                ReadElement(definition.As(type), here, index);
            }
            else
            {
                tokens.Skip();
            }
        }

        if (count == 0)
            Fault(FaultKind.Structure, "The element holds no resource.", place, name, index);
    }

    private void ReadNarrative(ElementDefinition definition, XmlPlace place, int index)
    {
        var node = Add(definition, place);
        if (_values.Add(ref tree[node], tokens) is { } fault)
            Fault(FaultKind.Value, fault, place, _open.Count == 0 ? null : definition.Name, index);
    }

    private int Add(ElementDefinition definition, XmlPlace place)
    {
        _places.Add((place.Line, place.Column));
        return tree.Add(definition, 0, 0, NodeFlags.None);
    }

    private static bool IsAttribute(ElementDefinition definition) => (definition.Facts.Traits & ElementTraits.XmlAttribute) != 0;

    private void FaultNoElement(XmlPlace place, string? step = null, int index = -1) =>
        Fault(FaultKind.Structure, _xml.NodeType == XmlNodeType.ProcessingInstruction
            ? "A resource has no processing instructions."
            : "There is text between the elements.", place, step, index);

    private void Fault(FaultKind kind, string message, XmlPlace place, string? step = null, int index = -1, FaultWeight weight = FaultWeight.Usual)
    {
        var isWarning = weight.IsWarning(options.IsTolerant);
        faults.Add(new Fault(kind, message, _open.Path(step, index), place.Line, place.Column, isWarning));
    }
}
