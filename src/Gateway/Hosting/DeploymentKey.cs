using System.Security.Cryptography;
using Gateway.Security.Tokens;

namespace Gateway.Hosting;

/// <summary>The key that gateway ids and links to pages are made with. Whoever loses it makes all ids that callers hold worthless, so it is kept with the ledger's backups.</summary>
internal static class DeploymentKey
{
    public const string FileName = "gateway.key";
    private const int Size = 32;

    /// <summary>The key of a deployment; made at the first start of a node that shares nothing.</summary>
    /// <exception cref="StartException">There is none, or it is not 32 bytes in base64.</exception>
    public static byte[] Open(GatewayOptions options)
    {
        if (options.KeyFile is { } file)
            return Read(file);
        if (options.Postgres is not null)
            throw new StartException("Gateway:KeyFile: nodes that share a ledger share a key, so one is to be given.");
        var folder = new PrivateFolder(options.Data);
        if (folder.Read(FileName) is { } kept)
            return Read(kept, FileName);
        if (File.Exists(folder.PathOf(FileName)))
            throw new StartException($"{FileName}: others than its owner may read it. Take their rights away, or make another key, with which all ids change.");
        var key = RandomNumberGenerator.GetBytes(Size);
        folder.Write(FileName, Convert.ToBase64String(key));
        return key;
    }

    /// <summary>The key in a file.</summary>
    /// <exception cref="StartException">There is none, or it is not 32 bytes in base64.</exception>
    public static byte[] Read(string file) => File.Exists(file) ? Read(File.ReadAllText(file), file) : throw new StartException($"The deployment's key: {file} is not there.");

    private static byte[] Read(string text, string file)
    {
        var key = new byte[Size + 1];
        return Convert.TryFromBase64String(text.Trim(), key, out var count) && count == Size ? key[..Size] : throw new StartException($"{file}: the key is not {Size} bytes in base64.");
    }
}
