namespace Gateway.Fhir.Json;

/// <summary>Which properties of one object were met: two bits an element, one for its value and one for its <c>_</c> companion.</summary>
internal readonly ref struct SeenProperties(Span<ulong> words)
{
    private readonly Span<ulong> _words = words;

    public static int WordsFor(int elements) => ((elements * 2) + 64) / 64;

    /// <summary>Notes a property; false when it was noted before.</summary>
    public bool Add(int ordinal, bool isCompanion)
    {
        var bit = (ordinal * 2) + (isCompanion ? 1 : 0);
        ref var word = ref _words[bit >> 6];
        var mask = 1UL << bit;
        var isNew = (word & mask) == 0;
        word |= mask;
        return isNew;
    }

    public bool Has(int ordinal, bool isCompanion)
    {
        var bit = (ordinal * 2) + (isCompanion ? 1 : 0);
        return (_words[bit >> 6] & (1UL << bit)) != 0;
    }
}
