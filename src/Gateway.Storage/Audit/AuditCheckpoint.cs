using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Storage.Audit;

/// <summary>
/// How long the chain was at a moment, signed and kept outside of the database: who can change the database cannot shorten or rewrite the
/// chain behind a checkpoint. One line: number, time, hash and signature (ECDSA over the first three), separated by spaces.
/// </summary>
public sealed record AuditCheckpoint(long Number, DateTimeOffset Time, string Hash, string Signature)
{
    private string Signed => Text(Number, Time, Hash);

    /// <summary>Makes a checkpoint of the chain's last record.</summary>
    internal static AuditCheckpoint Sign(long number, DateTimeOffset time, byte[] hash, ECDsa key)
    {
        var hex = Convert.ToHexStringLower(hash);
        return new AuditCheckpoint(number, time, hex, Convert.ToBase64String(key.SignData(Encoding.UTF8.GetBytes(Text(number, time, hex)), HashAlgorithmName.SHA256)));
    }

    /// <summary>Reads a line; null for what is none.</summary>
    public static AuditCheckpoint? Parse(string line) => line.Split(' ') is [var number, var time, { Length: AuditHash.Length * 2 } hash, var signature]
        && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
        && DateTimeOffset.TryParseExact(time, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment)
            ? new AuditCheckpoint(value, moment, hash, signature) : null;

    /// <summary>True when the holder of that key has signed it.</summary>
    public bool IsSignedBy(ECDsa key)
    {
        var signature = new byte[(Signature.Length * 3 / 4) + 3];
        return Convert.TryFromBase64String(Signature, signature, out var length) && key.VerifyData(Encoding.UTF8.GetBytes(Signed), signature.AsSpan(0, length), HashAlgorithmName.SHA256);
    }

    public override string ToString() => $"{Signed} {Signature}";

    private static string Text(long number, DateTimeOffset time, string hash) => string.Create(CultureInfo.InvariantCulture, $"{number} {time:O} {hash}");
}
