using System.Text.RegularExpressions;

namespace Gateway.Medication;

/// <summary>The name of a medicine without strength, form, salt and maker, so that the same medicine has the same name in two sources.</summary>
internal static partial class MedicineName
{
    private const int MaxLength = 300;

    private static readonly HashSet<string> s_forms = Words(
        "tablet tablets tab tabs capsule capsules caps caplet caplets oral solution suspension syrup elixir liquid linctus cream ointment gel lotion "
        + "jelly paste foam shampoo inhaler nebuliser nasal eye ear drops spray patch patches plaster plasters transdermal injection infusion powder "
        + "granules sachet sachets implant enema suppository suppositories pessary pessaries mouthwash lozenge lozenges pastilles modified-release "
        + "prolonged-release gastro-resistant dispersible soluble effervescent orodispersible chewable chewing medicated sublingual buccal paediatric "
        + "sugar sr xl mr ec cfc dry depot");

    private static readonly HashSet<string> s_salts = Words(
        "hydrochloride dihydrochloride hydrobromide sodium potassium sulfate sulphate phosphate maleate besilate mesilate succinate tartrate citrate "
        + "acetate fumarate hemifumarate erbumine arginine valerate dipropionate propionate furoate decanoate palmitate");

    // Here the salt is the medicine.
    private static readonly HashSet<string> s_metals = Words("sodium potassium calcium magnesium zinc ferrous ferric aluminium lithium hydrogen");

    /// <summary>In small letters; several ingredients in the order of the alphabet. The whole name where nothing would be left.</summary>
    public static string Normalise(string name)
    {
        var text = (name.Length > MaxLength ? name[..MaxLength] : name).ToLowerInvariant();
        for (var before = ""; before != text;)
            (before, text) = (text, Bracketed().Replace(text, " "));
        var parts = text.Split([" / ", " + ", " with "], StringSplitOptions.RemoveEmptyEntries).Select(Part).Where(p => p.Length > 0).Distinct().Order(StringComparer.Ordinal).ToArray();
        return parts.Length > 0 ? string.Join(" + ", parts) : name.Trim().ToLowerInvariant() is { Length: > 0 } whole ? whole : "(no name)";
    }

    private static HashSet<string> Words(string words) => [.. words.Split(' ')];

    private static string Part(string text)
    {
        var words = text.Split([' ', ',', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries).TakeWhile(w => !char.IsAsciiDigit(w[0]) && !s_forms.Contains(w)).ToList();
        while (words.Count > 1 && !s_metals.Contains(words[0]) && s_salts.Contains(words[^1]))
            words.RemoveAt(words.Count - 1);
        return string.Join(' ', words);
    }

    [GeneratedRegex(@"\([^()]*\)", RegexOptions.NonBacktracking)]
    private static partial Regex Bracketed();
}
