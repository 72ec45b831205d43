using System.Buffers.Binary;
using System.IO.Compression;

namespace Gateway.Fhir.Definitions.File;

/// <summary>
/// The compact file of definitions: sections (types, search parameters, terminology, profiles), each with its own table of strings and
/// Brotli-compressed, so that a section costs nothing until it is asked for. A file may end before its last sections, which are empty then.
/// <code>
/// "FDEF" version:byte, then for each section: length:int32 (of the compressed bytes), bytes
/// section = strings: count, text...; then records, in which a text is its index in the table and numbers are 7-bit encoded
/// </code>
/// </summary>
internal sealed class DefinitionFile
{
    public const int Version = 1;
    public const int SectionCount = 4;
    private const int LeastSections = 3;
    private static readonly byte[] s_empty = [0, 0];
    public static ReadOnlySpan<byte> Magic => "FDEF"u8;

    private readonly byte[]?[] _sections = new byte[SectionCount][];

    /// <exception cref="InvalidDataException">The stream is not a file of definitions of this version, or not a whole one.</exception>
    public DefinitionFile(Stream stream)
    {
        using var reader = new BinaryReader(stream);
        var head = reader.ReadBytes(Magic.Length + 1);
        if (!head.AsSpan().StartsWith(Magic) || head[^1] != Version)
            throw new InvalidDataException("Not a file of definitions of this version.");
        for (var i = 0; i < SectionCount; i++)
        {
            var bytes = reader.ReadBytes(sizeof(int));
            if (bytes.Length == 0 && i >= LeastSections)
                return;
            var length = bytes.Length == sizeof(int) ? BinaryPrimitives.ReadInt32LittleEndian(bytes) : -1;
            if (length < 0 || (_sections[i] = reader.ReadBytes(length))!.Length != length)
                throw new InvalidDataException("The file of definitions is cut short.");
        }
    }

    /// <exception cref="InvalidDataException">The section is damaged.</exception>
    public SectionReader Open(DefinitionSection section)
    {
        if (_sections[(int)section] is null)
            return new SectionReader(s_empty);
        try
        {
            using var brotli = new BrotliStream(new MemoryStream(_sections[(int)section]!), CompressionMode.Decompress);
            using var plain = new MemoryStream();
            brotli.CopyTo(plain);
            return new SectionReader(plain.ToArray());
        }
        catch (InvalidOperationException e)
        {
            throw new InvalidDataException("The file of definitions is damaged.", e);
        }
    }

    public static void Write(Stream stream, params IReadOnlyList<SectionWriter> sections)
    {
        using var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true);
        writer.Write(Magic);
        writer.Write((byte)Version);
        foreach (var section in sections)
        {
            var bytes = Compress(section.ToArray());
            writer.Write(bytes.Length);
            writer.Write(bytes);
        }
    }

    private static byte[] Compress(byte[] plain)
    {
        var target = new byte[BrotliEncoder.GetMaxCompressedLength(plain.Length)];
        return BrotliEncoder.TryCompress(plain, target, out var written, quality: 11, window: 22)
            ? target[..written]
            : throw new InvalidOperationException("The definitions could not be compressed.");
    }
}
