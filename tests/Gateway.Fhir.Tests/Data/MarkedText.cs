using System.Text;

namespace Gateway.Fhir.Tests.Data;

/// <summary>A text in which ► stands before each place where a fault is due.</summary>
internal static class MarkedText
{
    private const string Mark = "►";

    public static byte[] Utf8(string marked) => Encoding.UTF8.GetBytes(marked.Replace(Mark, "", StringComparison.Ordinal));

    /// <summary>The marked places, as line and column in code points, both from 1.</summary>
    public static IReadOnlyList<(int Line, int Column)> Places(string marked)
    {
        var places = new List<(int Line, int Column)>();
        var (line, column) = (1, 1);
        foreach (var rune in marked.EnumerateRunes())
        {
            if (rune.ToString() == Mark)
                places.Add((line, column));
            else
                (line, column) = rune.Value == '\n' ? (line + 1, 1) : (line, column + 1);
        }

        return places;
    }
}
