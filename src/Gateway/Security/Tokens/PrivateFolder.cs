namespace Gateway.Security.Tokens;

/// <summary>Files that only their owner may read, in a folder of which the same holds for what is made here.</summary>
internal sealed class PrivateFolder(string root)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Others = ~(OwnerOnly | UnixFileMode.UserExecute);

    public string PathOf(string name) => Path.GetFullPath(Path.Combine(root, name));

    /// <summary>The text of a file; null when it is not there, or when others than its owner may read or change it.</summary>
    public string? Read(string name)
    {
        var path = PathOf(name);
        return File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & Others) == 0) ? File.ReadAllText(path) : null;
    }

    /// <summary>Writes a file in one step, private from its first byte on, in place of what was there; tells where it is.</summary>
    public string Write(string name, string text)
    {
        var path = PathOf(name);
        var folder = Path.GetDirectoryName(path)!;
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
        var draft = $"{path}.new";
        File.Delete(draft);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        using (var writer = new StreamWriter(draft, options))
            writer.Write(text);
        File.Move(draft, path, overwrite: true);
        return path;
    }
}
