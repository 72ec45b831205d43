using System.Security.Cryptography;
using System.Text;

namespace Gateway.Sources.Records;

/// <summary>The short names of records: a UUID, or at most 17 ASCII characters.</summary>
internal static class Locators
{
    public const int Longest = 17;

    public static bool IsFit(string? locator) =>
        locator is { Length: > 0 and <= Longest } ? locator.All(c => c is > ' ' and < '\x7f') : Guid.TryParseExact(locator, "D", out _);

    /// <summary>The name itself where it is fit, else a UUID that follows from it, by which a record is known again but cannot be asked for.</summary>
    public static string Of(string name) => IsFit(name) ? name : RecordIds.Version8(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16)).ToString("D");
}
