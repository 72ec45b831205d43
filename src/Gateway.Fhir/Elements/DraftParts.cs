namespace Gateway.Fhir.Elements;

/// <summary>The children of a draft in their order. Drafts are made by the thousand, so the list is part of the draft, starts small and asks nobody.</summary>
internal struct DraftParts
{
    private const int First = 2;
    private DraftPart[]? _parts;

    /// <summary>False until a part was put in, or <see cref="Open"/> was called: the draft is then still what it was made from.</summary>
    public readonly bool IsOpen => _parts is not null;

    public int Count { get; private set; }

    public readonly ref DraftPart this[int index] => ref _parts![index];

    public void Open() => _parts ??= [];

    public void Add(in DraftPart part) => Insert(Count, part);

    public void Insert(int index, in DraftPart part)
    {
        if (_parts is null || Count == _parts.Length)
            Array.Resize(ref _parts, Math.Max(First, Count * 2));
        if (index < Count)
            Array.Copy(_parts, index, _parts, index + 1, Count - index);
        _parts[index] = part;
        Count++;
    }

    public void RemoveAt(int index)
    {
        Count--;
        Array.Copy(_parts!, index + 1, _parts!, index, Count - index);
        _parts![Count] = default;
    }

    /// <summary>The first part of the elements with that ordinal, or -1.</summary>
    public readonly int FirstOf(int ordinal)
    {
        for (var i = 0; i < Count; i++)
            if (_parts![i].Ordinal == ordinal)
                return i;
        return -1;
    }

    /// <summary>The last part of the elements with that ordinal, or -1.</summary>
    public readonly int LastOf(int ordinal)
    {
        for (var i = Count - 1; i >= 0; i--)
            if (_parts![i].Ordinal == ordinal)
                return i;
        return -1;
    }

    /// <summary>The last part of the elements before that ordinal, or -1.</summary>
    public readonly int LastBefore(int ordinal)
    {
        for (var i = Count - 1; i >= 0; i--)
            if (_parts![i].Ordinal < ordinal)
                return i;
        return -1;
    }

    public readonly int CountOf(int ordinal)
    {
        var count = 0;
        for (var i = 0; i < Count; i++)
            if (_parts![i].Ordinal == ordinal)
                count++;
        return count;
    }

    /// <summary>Takes away the parts of the elements with that ordinal.</summary>
    public void RemoveAll(int ordinal)
    {
        var kept = FirstOf(ordinal);
        if (kept < 0)
            return;
        for (var i = kept + 1; i < Count; i++)
            if (_parts![i].Ordinal != ordinal)
                _parts[kept++] = _parts[i];
        Array.Clear(_parts!, kept, Count - kept);
        Count = kept;
    }
}
