using System.Text;

namespace Gateway.Tests.Commands;

/// <summary>A file that lives as long as a test.</summary>
internal sealed class TemporaryFile : IDisposable
{
    public TemporaryFile(string content, string extension = ".json")
        : this(Encoding.UTF8.GetBytes(content), extension)
    {
    }

    public TemporaryFile(byte[] content, string extension)
    {
        Path = System.IO.Path.ChangeExtension(System.IO.Path.GetTempFileName(), extension);
        File.WriteAllBytes(Path, content);
    }

    public string Path { get; }

    public string Name => System.IO.Path.GetFileName(Path);

    public void Dispose() => File.Delete(Path);
}
