namespace Gateway.Sources.Credentials;

/// <summary>A secret from configuration or from a file, which is read again after the source refused what it held. Never printed.</summary>
internal sealed class Secret(string? value, string? file)
{
    private volatile string? _value = value;

    /// <summary>The secret; null when the file cannot be read or is empty.</summary>
    public string? Value => _value ??= Read();

    /// <summary>Reads the file again; true when it holds another secret now.</summary>
    public bool Renew(string refused)
    {
        if (file is null || Read() is not { } now)
            return false;
        _value = now;
        return now != refused;
    }

    public override string ToString() => "(secret)";

    private string? Read()
    {
        try
        {
            return file is null ? null : File.ReadAllText(file).Trim() is { Length: > 0 } text ? text : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
