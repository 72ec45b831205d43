using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;

namespace Gateway.Fhir.Search.Values;

/// <summary>
/// Text in the form that searches compare: without case, accents and punctuation, with single spaces (http://hl7.org/fhir/R4/search.html#string). Hyphens,
/// slashes and underscores count as spaces, so that Smith-Jones is found as Smith Jones; other punctuation is dropped, so that O'Brien is found as OBrien.
/// </summary>
public static class FoldedText
{
    // The runtime normalises nothing where globalisation is invariant, so letters with marks are listed, one base a line: "e èéêë…".
    private static readonly FrozenDictionary<char, string> s_bases = Read();

    private static readonly SearchValues<char> s_plain = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789");

    /// <summary>The folded form; empty when the text has neither letters nor digits nor symbols.</summary>
    public static string Of(string text)
    {
        if (!text.AsSpan().ContainsAnyExcept(s_plain))
            return text;
        var folded = ArrayPool<char>.Shared.Rent((text.Length * 2) + 1);
        var length = 0;
        foreach (var original in text)
        {
            var c = char.ToLowerInvariant(original);
            if (char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c))
                folded[length++] = c;
            else if (IsSpace(c))
                length = AddSpace(folded, length);
            else if (c >= 0x80 && s_bases.TryGetValue(c, out var bases))
                foreach (var part in bases)
                    folded[length++] = part;
            else if (!IsIgnored(c))
                folded[length++] = c;
        }

        if (length > 0 && folded[length - 1] == ' ')
            length--;
        var result = new string(folded, 0, length);
        ArrayPool<char>.Shared.Return(folded);
        return result;
    }

    private static int AddSpace(char[] folded, int length)
    {
        if (length > 0 && folded[length - 1] != ' ')
            folded[length++] = ' ';
        return length;
    }

    private static bool IsSpace(char c) => c is '-' or '/' or '_' || char.IsWhiteSpace(c) || char.GetUnicodeCategory(c) == UnicodeCategory.DashPunctuation;

    private static bool IsIgnored(char c) => char.IsPunctuation(c) || char.GetUnicodeCategory(c)
        is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format or UnicodeCategory.Control or UnicodeCategory.ModifierSymbol;

    private static FrozenDictionary<char, string> Read()
    {
        var bases = new Dictionary<char, string>();
        using var reader = new StreamReader(typeof(FoldedText).Assembly.GetManifestResourceStream("folding.txt")!);
        while (reader.ReadLine() is { } line)
            if (line.Split(' ') is [var plain, var marked])
                foreach (var letter in marked)
                    bases[letter] = plain;
        return bases.ToFrozenDictionary();
    }
}
