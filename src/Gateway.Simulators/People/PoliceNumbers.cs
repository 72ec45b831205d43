using System.Globalization;

namespace Gateway.Simulators.People;

/// <summary>Numbers of the police with their check letters.</summary>
internal static class PoliceNumbers
{
    private const string Letters = "ZABCDEFGHJKLMNPQRTUVWXY";

    public static string Pnc(int year, int serial) => $"{year}/{serial:D7}{Check($"{year % 100:D2}{serial:D7}")}";

    public static string Cro(int year, int serial) => $"{serial:D6}/{year % 100:D2}{Check($"{year % 100:D2}{serial:D6}")}";

    /// <summary>An arrest summons number of a suite such as 42CP.</summary>
    public static string Asn(int year, string suite, int serial) => $"{year % 100:D2}{suite}01{serial:D11}{Check($"{year % 100:D2}{serial:D11}")}";

    private static char Check(string digits) => Letters[(int)(long.Parse(digits, CultureInfo.InvariantCulture) % 23)];
}
