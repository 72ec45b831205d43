using System.Globalization;
using Gateway.Fhir.Elements;

namespace Gateway.Medication;

/// <summary>Reads the dose of a resource: amounts that FHIR holds as such, else the words.</summary>
internal static class DosageReader
{
    private const string DoseNote = "Dose: ";

    /// <summary>Null when nothing is said of a dose. A dose that is mere text stands in a note of the resource where R4 has no place for it.</summary>
    public static Dose? Read(IReadOnlyList<Element> dosages, Strength strength, IEnumerable<Element> notes)
    {
        if (dosages.Count > 1)
            return new Dose { Text = string.Join("; ", dosages.Select(d => Text(d) ?? "")), IsAmountUnclear = true };
        if (dosages is not [var dosage])
            return notes.Select(n => n.ChildText("text")).FirstOrDefault(t => t?.StartsWith(DoseNote, StringComparison.Ordinal) == true) is { } note
                ? DoseText.Read(note[DoseNote.Length..], strength) : null;
        var (amount, unit) = Amount(dosage);
        if (amount is null)
            return Text(dosage) is { } text ? DoseText.Read(text, strength) : null;
        var read = DoseText.Of(Text(dosage) ?? string.Create(CultureInfo.InvariantCulture, $"{amount} {unit}").Trim(), amount, unit, TimesADay(dosage), strength);
        return read.TimesADay is null && dosage.ChildText("text") is { } words ? read with { TimesADay = DoseText.Read(words, strength).TimesADay } : read;
    }

    private static string? Text(Element dosage) => dosage.ChildText("text") ?? dosage.ChildText("patientInstruction")
        ?? (Amount(dosage) is ({ } amount, var unit) ? string.Create(CultureInfo.InvariantCulture, $"{amount} {unit}").Trim() : null);

    // A dose given stands in the dosage itself, one to be taken in doseAndRate.
    private static (decimal? Amount, string? Unit) Amount(Element dosage)
    {
        var quantity = dosage["doseAndRate"].Take(2).ToArray() is [var only] ? only["dose"].FirstOrDefault() : dosage["dose"].FirstOrDefault();
        return quantity.IsNone || quantity.Type.Name == "Range" || quantity.ChildText("value") is not { } value ? (null, null)
            : decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var amount) ? (amount, quantity.ChildText("unit") ?? quantity.ChildText("code")) : (null, null);
    }

    private static decimal? TimesADay(Element dosage)
    {
        var repeat = dosage["timing"].SelectMany(t => t["repeat"]).FirstOrDefault();
        if (repeat.IsNone || !decimal.TryParse(repeat.ChildText("period"), NumberStyles.Float, CultureInfo.InvariantCulture, out var period) || period is < 0.01m or > 10_000)
            return null;
        decimal? days = repeat.ChildText("periodUnit") switch { "h" => period / 24, "d" => period, "wk" => period * 7, _ => null };
        return days is not { } length || repeat["frequencyMax"].Any() || repeat["periodMax"].Any() ? null
            : (int.TryParse(repeat.ChildText("frequency"), NumberStyles.None, CultureInfo.InvariantCulture, out var frequency) ? frequency : 1) / length;
    }
}
