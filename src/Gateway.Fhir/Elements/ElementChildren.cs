using System.Collections;

namespace Gateway.Fhir.Elements;

/// <summary>Children of an element, all or those of one name. Walking them allocates nothing.</summary>
public readonly struct ElementChildren : IEnumerable<Element>
{
    private readonly ElementTree _tree;
    private readonly int _parent;
    private readonly int _nameId;

    internal ElementChildren(ElementTree tree, int parent, int nameId)
    {
        _tree = tree;
        _parent = parent;
        _nameId = nameId;
    }

    /// <summary>The first of them; none when there is none.</summary>
    public Element FirstOrNone()
    {
        foreach (var child in this)
            return child;
        return default;
    }

    public Enumerator GetEnumerator() => new(_tree, _parent, _nameId);

    IEnumerator<Element> IEnumerable<Element>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Walks siblings; a struct, so that foreach allocates nothing.</summary>
    public struct Enumerator : IEnumerator<Element>
    {
        private readonly ElementTree _tree;
        private readonly int _nameId;
        private readonly int _end;
        private int _next;
        private int _current;

        internal Enumerator(ElementTree tree, int parent, int nameId)
        {
            _tree = tree;
            _nameId = nameId;
            _next = parent + 1;
            _end = parent + tree.Nodes[parent].Size;
        }

        public readonly Element Current => new(_tree, _current);

        readonly object IEnumerator.Current => Current;

        public bool MoveNext()
        {
            var nodes = _tree.Nodes;
            while (_next < _end)
            {
                ref readonly var node = ref nodes[_next];
                if (_nameId == 0 || node.NameId == _nameId)
                {
                    _current = _next;
                    _next += node.Size;
                    return true;
                }

                // Repetitions are neighbours.
                _next = _current == 0 ? _next + node.Size : _end;
            }

            return false;
        }

        public readonly void Reset() => throw new NotSupportedException();

        public readonly void Dispose()
        {
        }
    }
}
