namespace Gateway.Fhir.Definitions;

/// <summary>Elements by the UTF-8 names that a parser meets.</summary>
internal sealed class NameSlots
{
    private readonly (byte[] Name, ElementDefinition Element)[] _slots;
    private readonly int _mask;

    public NameSlots(IReadOnlyCollection<ElementDefinition> elements, Func<ElementDefinition, byte[]> nameOf)
    {
        var size = 4;
        while (size < elements.Count * 2)
            size *= 2;
        _slots = new (byte[], ElementDefinition)[size];
        _mask = size - 1;
        foreach (var element in elements)
        {
            var name = nameOf(element);
            var slot = Hash(name) & _mask;
            while (_slots[slot].Name is not null)
                slot = (slot + 1) & _mask;
            _slots[slot] = (name, element);
        }
    }

    public ElementDefinition? Find(ReadOnlySpan<byte> name)
    {
        for (var slot = Hash(name) & _mask; _slots[slot] is { Name: { } known } found; slot = (slot + 1) & _mask)
            if (name.SequenceEqual(known))
                return found.Element;
        return null;
    }

    private static int Hash(ReadOnlySpan<byte> name) =>
        name.IsEmpty ? 0 : (name[0] * 31) + (name[^1] * 131) + (name[name.Length / 2] * 17) + name.Length;
}
