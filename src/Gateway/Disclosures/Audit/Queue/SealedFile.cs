using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Gateway.Disclosures.Audit.Queue;

/// <summary>
/// Entries in a file, each sealed with a key together with the seal of the one before: what is altered, exchanged or taken out from between is found, and what is cut off at the end while the process lives. The
/// file has its whole size from the start, so that a disk that is full later takes entries still. An entry is on the disk when it was added. Not safe for use by many threads.
/// </summary>
internal sealed class SealedFile : IDisposable
{
    // id, seal that the first entry follows; then each entry: length, seal, content; a length of 0 ends them.
    private const int IdSize = 16;
    private const int SealSize = 32;
    private const int Start = IdSize + SealSize;
    private const int Head = sizeof(int) + SealSize;
    private readonly byte[] _key = new byte[SealSize];
    private readonly string _path;
    private readonly int _size;
    private FileStream _file;
    private byte[] _last = [];
    private int _end;

    /// <param name="path">Where it lies; made private where it is not there.</param>
    /// <param name="deploymentKey">The key of the deployment, of which the file's is made.</param>
    /// <param name="size">Its size in bytes.</param>
    public SealedFile(string path, ReadOnlySpan<byte> deploymentKey, int size)
    {
        (_path, _size) = (path, size);
        HKDF.DeriveKey(HashAlgorithmName.SHA256, deploymentKey, _key, [], "gateway audit queue"u8);
        _file = Open();
        Load();
    }

    /// <summary>The file's own id; one that takes its place has another.</summary>
    public string Id { get; private set; } = "";

    /// <summary>How many entries were added and not cleared.</summary>
    public int Count { get; private set; }

    /// <summary>Adds an entry; false where there is no room.</summary>
    public bool TryAdd(ReadOnlySpan<byte> content)
    {
        if (_end + Head + content.Length + sizeof(int) > _size)
            return false;
        var entry = new byte[Head + content.Length + sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(entry, content.Length);
        content.CopyTo(entry.AsSpan(Head));
        var seal = Seal(_last, content);
        seal.CopyTo(entry, sizeof(int));
        Write(_end, entry);
        (_last, _end, Count) = (seal, _end + Head + content.Length, Count + 1);
        return true;
    }

    /// <summary>The entries as the file has them now, up to the first that is not sound, and whether all that was added is there.</summary>
    public (IReadOnlyList<byte[]> Entries, bool IsSound) Read()
    {
        var (entries, last, isSound) = Parse(ReadAll());
        return (entries, isSound && CryptographicOperations.FixedTimeEquals(last, _last));
    }

    /// <summary>Takes all entries out. What comes follows the last of them.</summary>
    public void Clear()
    {
        var head = new byte[Start + sizeof(int)];
        Convert.FromHexString(Id).CopyTo(head, 0);
        _last.CopyTo(head, IdSize);
        Write(0, head);
        (_end, Count) = (Start, 0);
    }

    /// <summary>Lays the file aside, as it is, under a name of its own, and begins another.</summary>
    public void SetAside(string mark)
    {
        _file.Dispose();
        File.Move(_path, $"{_path}.{mark}");
        _file = Open();
        Load();
    }

    public void Dispose() => _file.Dispose();

    private FileStream Open()
    {
        var isNew = !File.Exists(_path);
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.Read, BufferSize = 0 };
        if (isNew && !OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new FileStream(_path, options);
        if (!isNew && file.Length >= Start)
            return file;
        var empty = new byte[_size];
        RandomNumberGenerator.Fill(empty.AsSpan(0, IdSize));
        file.Position = 0;
        file.Write(empty);
        file.Flush(flushToDisk: true);
        return file;
    }

    // What was there when the process began is all that can be known of it.
    private void Load()
    {
        var content = ReadAll();
        Id = Convert.ToHexStringLower(content.AsSpan(0, IdSize));
        var (entries, last, isSound) = Parse(content);
        (Count, _last, _end) = (entries.Count + (isSound ? 0 : 1), last, Start + entries.Sum(e => Head + e.Length));
        // Entries of which one is not sound are not followed by others: the file is laid aside when they are read.
        if (!isSound)
            (_last, _end) = ([], _size);
    }

    private (List<byte[]> Entries, byte[] Last, bool IsSound) Parse(byte[] content)
    {
        var (entries, last, at) = (new List<byte[]>(), content[IdSize..Start], Start);
        while (at + sizeof(int) <= content.Length && BinaryPrimitives.ReadInt32LittleEndian(content.AsSpan(at)) is var length && length != 0)
        {
            if (length < 0 || length > content.Length - at - Head)
                return (entries, last, false);
            var entry = content.AsSpan(at + Head, length);
            var seal = Seal(last, entry);
            if (!CryptographicOperations.FixedTimeEquals(seal, content.AsSpan(at + sizeof(int), SealSize)))
                return (entries, last, false);
            entries.Add(entry.ToArray());
            (last, at) = (seal, at + Head + length);
        }

        return (entries, last, true);
    }

    private byte[] ReadAll()
    {
        var content = new byte[Math.Max(_file.Length, Start)];
        _file.Position = 0;
        _file.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
        return content;
    }

    private void Write(int at, ReadOnlySpan<byte> content)
    {
        _file.Position = at;
        _file.Write(content);
        _file.Flush(flushToDisk: true);
    }

    private byte[] Seal(ReadOnlySpan<byte> before, ReadOnlySpan<byte> content)
    {
        using var seal = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
        seal.AppendData(before);
        seal.AppendData(content);
        return seal.GetHashAndReset();
    }
}
