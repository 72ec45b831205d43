using System.Buffers.Binary;
using System.IO.Compression;

namespace Gateway.Fhir.Definitions.File;

/// <summary>
/// A file of sections, each Brotli-compressed, so that a section costs nothing until it is asked for.
/// <code>
/// magic version:byte, then for each section: length:int32 (of the compressed bytes), bytes
/// </code>
/// </summary>
internal sealed class SectionFile
{
    private readonly string _name;
    private readonly byte[][] _sections;

    /// <param name="stream">Read to the end of the last section, and closed.</param>
    /// <param name="magic">The bytes that it starts with, the version last.</param>
    /// <param name="count">How many sections it has.</param>
    /// <param name="name">What it is a file of, for messages.</param>
    /// <exception cref="InvalidDataException">The stream is not such a file of this version, or not a whole one.</exception>
    public SectionFile(Stream stream, ReadOnlySpan<byte> magic, int count, string name)
    {
        (_name, _sections) = (name, new byte[count][]);
        using var reader = new BinaryReader(stream);
        if (!reader.ReadBytes(magic.Length).AsSpan().SequenceEqual(magic))
            throw new InvalidDataException($"Not a file of {name} of this version.");
        for (var i = 0; i < count; i++)
        {
            var head = reader.ReadBytes(sizeof(int));
            var length = head.Length == sizeof(int) ? BinaryPrimitives.ReadInt32LittleEndian(head) : -1;
            if (length < 0 || (_sections[i] = reader.ReadBytes(length)).Length != length)
                throw new InvalidDataException($"The file of {name} is cut short.");
        }
    }

    /// <summary>The bytes of a section, unpacked.</summary>
    /// <exception cref="InvalidDataException">The section is damaged.</exception>
    public byte[] Open(int section)
    {
        try
        {
            using var brotli = new BrotliStream(new MemoryStream(_sections[section]), CompressionMode.Decompress);
            using var plain = new MemoryStream();
            brotli.CopyTo(plain);
            return plain.ToArray();
        }
        catch (InvalidOperationException e)
        {
            throw new InvalidDataException($"The file of {_name} is damaged.", e);
        }
    }

    public static void Write(Stream stream, ReadOnlySpan<byte> magic, params IReadOnlyList<byte[]> sections)
    {
        using var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true);
        writer.Write(magic);
        foreach (var section in sections)
        {
            var bytes = Compress(section);
            writer.Write(bytes.Length);
            writer.Write(bytes);
        }
    }

    private static byte[] Compress(byte[] plain)
    {
        var target = new byte[BrotliEncoder.GetMaxCompressedLength(plain.Length)];
        return BrotliEncoder.TryCompress(plain, target, out var written, quality: 11, window: 22)
            ? target[..written]
            : throw new InvalidOperationException("A section could not be compressed.");
    }
}
