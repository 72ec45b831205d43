using System.Buffers;
using System.Text;

namespace Gateway.Fhir.Definitions.File;

/// <summary>Writes one section: records refer to texts by their number in a table that is written before them.</summary>
internal sealed class SectionWriter
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<string> _texts = [];
    private readonly ArrayBufferWriter<byte> _records = new();

    /// <summary>The number of bytes of records written so far.</summary>
    public int Position => _records.WrittenCount;

    public void Text(string text)
    {
        if (!_numbers.TryGetValue(text, out var number))
        {
            _numbers.Add(text, number = _texts.Count);
            _texts.Add(text);
        }

        Number(number);
    }

    public void Number(int value) => Number(_records, value);

    public void List<T>(IReadOnlyCollection<T> items, Action<T> write)
    {
        Number(items.Count);
        foreach (var item in items)
            write(item);
    }

    public byte[] ToArray()
    {
        var all = new ArrayBufferWriter<byte>();
        Number(all, _texts.Count);
        foreach (var text in _texts)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            Number(all, bytes.Length);
            all.Write(bytes);
        }

        all.Write(_records.WrittenSpan);
        return all.WrittenSpan.ToArray();
    }

    private static void Number(ArrayBufferWriter<byte> target, int value)
    {
        var rest = (uint)value;
        for (; rest >= 0x80; rest >>= 7)
            target.Write([(byte)(rest | 0x80)]);
        target.Write([(byte)rest]);
    }
}
