namespace Gateway.Fhir.Terminology.File;

/// <summary>Lists in records: their count, then the items.</summary>
internal static class RecordItems
{
    public static T[] Items<T>(this BinaryReader reader, Func<T> read)
    {
        var items = new T[reader.Read7BitEncodedInt()];
        for (var i = 0; i < items.Length; i++)
            items[i] = read();
        return items;
    }

    public static void Items<T>(this BinaryWriter writer, IReadOnlyCollection<T> items, Action<T> write)
    {
        writer.Write7BitEncodedInt(items.Count);
        foreach (var item in items)
            write(item);
    }
}
