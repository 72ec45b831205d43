using System.Globalization;
using System.Text.RegularExpressions;

namespace Gateway.Medication;

/// <summary>
/// Reads doses as practices and custody staff write them ("One To Be Taken Twice A Day", "2 puffs qds prn"). What is not plain is left unread: a dose that is
/// read wrongly does more harm than one that a person is asked to look at.
/// </summary>
internal static partial class DoseText
{
    private const decimal MostAtOnce = 1_000_000;
    private const decimal MostOften = 1000;

    // Longer texts are letters, not doses.
    private const int MaxLength = 300;

    private static readonly Dictionary<string, string> s_numbers =
        Pairs("half=0.5 one=1 two=2 three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9 ten=10 twelve=12 twenty=20 thirty=30");

    private static readonly Dictionary<string, string> s_units =
        Pairs("puff=puff dose=puff inhalation=puff drop=drop spray=spray patch=patch patche=patch sachet=sachet ml=ml millilitre=ml unit=unit iu=unit");

    // Each with how often a day it is; 0 stands for the number in it, below 0 for that many hours between. The first that fits takes its words away.
    private static readonly (Regex Words, decimal Times)[] s_frequencies =
    [
        (new(@"every ([0-9.]+)? ?(hours?|hrly)\b|\b([0-9.]+) hourly"), -1),
        (new(@"\b([0-9.]+) ?(times|x) ?(a|per|each|/)? ?(day|daily)"), 0),
        (new(@"\b(twice|2 times|bd|bid)\b( ?(a|per|each|/)? ?(day|daily))?(?! ?(a|per|each)? ?week)"), 2),
        (new(@"\b(tds|tid)\b"), 3),
        (new(@"\b(qds|qid)\b"), 4),
        (new(@"(with|before|after) breakfast, lunch,? and (evening meal|dinner|supper)"), 3),
        (new(@"every other day|(on )?alternate days?"), 0.5m),
        (new(@"\b(once )?(a|per|each|every) week\b|\b(once )?weekly\b"), 1m / 7),
        (new(@"\b(once|1 time)?( ?(a|per|each|every|/)) ?(day|morning|night|evening)\b|\b(once )?daily\b|\b(at night|at bedtime|in the (morning|evening)|nocte|mane|od)\b|\bonce\b"), 1),
    ];

    /// <summary>What the words tell.</summary>
    /// <param name="text">The words.</param>
    /// <param name="strength">That of the medicine they speak of, for milligrams.</param>
    public static Dose Read(string text, Strength strength)
    {
        if (text.Length > MaxLength)
            return new Dose { Text = text, IsAmountUnclear = true };
        var words = Numbers().Replace(text.ToLowerInvariant(), m => s_numbers.GetValueOrDefault(m.Value, m.Value));
        words = Remark().Replace(Limit().Replace(words, " "), " ");
        var isAsNeeded = AsNeeded().IsMatch(words);
        words = AsNeeded().Replace(words, " ");
        if (Changing().IsMatch(words))
            return new Dose { Text = text, IsAmountUnclear = true };
        var times = Frequency(ref words);
        var (amount, unit) = Amount(words);
        var isUnclear = amount is null && words.Any(char.IsAsciiDigit);
        return Of(text, amount, unit, times, strength) with
        {
            IsAmountUnclear = isUnclear,
            IsVague = amount is null && times is null && !isUnclear && (isAsNeeded || Directed().IsMatch(words)),
        };
    }

    /// <summary>A dose of which amount and frequency are known.</summary>
    public static Dose Of(string text, decimal? amount, string? unit, decimal? times, Strength strength)
    {
        amount = amount is > MostAtOnce ? null : amount;
        var plain = (unit ?? "").Trim().ToLowerInvariant();
        var counted = s_units.GetValueOrDefault(plain.TrimEnd('s'), "");
        return new Dose
        {
            Text = text,
            Amount = amount,
            Unit = counted,
            Milligrams = amount is not { } number ? null
                : Strength.Milligrams(number, plain) ?? (counted == "ml" ? number * strength.PerMillilitre : counted.Length == 0 ? number * strength.PerItem : null),
            TimesADay = times,
        };
    }

    private static Dictionary<string, string> Pairs(string pairs) => pairs.Split(' ').Select(p => p.Split('=')).ToDictionary(p => p[0], p => p[1], StringComparer.Ordinal);

    // More than one frequency, or one that is a range, is not plain.
    private static decimal? Frequency(ref string words)
    {
        if (Range().IsMatch(words) && HourRange().IsMatch(words))
        {
            words = HourRange().Replace(words, " ");
            return null;
        }

        decimal? times = null;
        var isPlain = true;
        foreach (var (pattern, value) in s_frequencies)
        {
            foreach (Match match in pattern.Matches(words))
            {
                var number = match.Groups.Values.Skip(1).Select(g => decimal.TryParse(g.ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var n) ? n : 0).FirstOrDefault(n => n is >= 0.01m and <= MostOften, 1);
                var found = value > 0 ? value : value == 0 ? number : 24 / number;
                isPlain &= times is null || times == found;
                times = found;
            }

            words = pattern.Replace(words, " ");
        }

        return isPlain ? times : null;
    }

    private static (decimal? Amount, string Unit) Amount(string words)
    {
        var found = Range().IsMatch(words) ? [] : Amounts().Matches(words).ToArray();
        return found is [var only] && decimal.TryParse(only.Groups[1].ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            ? (amount, only.Groups[2].Value) : (null, "");
    }

    [GeneratedRegex(@"\b[a-z]+\b", RegexOptions.NonBacktracking)]
    private static partial Regex Numbers();

    [GeneratedRegex(@"\(?\b(not more than|max|maximum|up to)\b(?! [0-9.]+ times).*", RegexOptions.Singleline)]
    private static partial Regex Limit();

    // Where and when beside food changes no amount.
    [GeneratedRegex(@"\b[0-9.]+ (an )?(minutes?|hours?) (before|after)( \w+)?|\b(with|before|after)( or after)? (food|meals?|breakfast)\b(?!, )|\bin each nostril\b|\bin (the )?affected eye(s|\(s\))?")]
    private static partial Regex Remark();

    [GeneratedRegex(@"\b(as and )?(when|if|as) (required|necessary|needed)\b|\bprn\b|\bup to\b", RegexOptions.NonBacktracking)]
    private static partial Regex AsNeeded();

    [GeneratedRegex(@"\b(then|subsequent|increas|reduc|alternating|followed)|;|\band [0-9.]+ ", RegexOptions.NonBacktracking)]
    private static partial Regex Changing();

    [GeneratedRegex(@"\bdirected\b|\bn/a\b|not applicable|according to|^\W*$", RegexOptions.NonBacktracking)]
    private static partial Regex Directed();

    [GeneratedRegex(@"[0-9] ?(or|to|-|–) ?[0-9]", RegexOptions.NonBacktracking)]
    private static partial Regex Range();

    [GeneratedRegex(@"every [0-9.]+ ?(or|to|-|–) ?[0-9.]+ ?hours?", RegexOptions.NonBacktracking)]
    private static partial Regex HourRange();

    [GeneratedRegex(@"([0-9]+(?:\.[0-9]+)?) ?([a-zµ]+)?", RegexOptions.NonBacktracking)]
    private static partial Regex Amounts();
}
