using System.Globalization;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Validation;

namespace Gateway.Sources.Records;

/// <summary>Whether what a map made is R4. Nothing unsound is passed on.</summary>
internal static class Soundness
{
    private const string Entry = "Bundle.entry[";

    /// <summary>The Bundle, or <c>default</c> where it is unsound; where the rest is to be kept, without the entries that are. All that is broken is listed.</summary>
    public static (Element Bundle, IReadOnlyList<Fault> Faults) Of(Element bundle, bool keepsRest)
    {
        var faults = BaseRules.Errors(bundle);
        if (faults.Count == 0)
            return (bundle, faults);
        return (keepsRest ? Without(bundle, faults) : default, faults);
    }

    private static Element Without(Element bundle, IReadOnlyList<Fault> faults)
    {
        var indexes = faults.Select(f => EntryOf(f.Expression)).ToHashSet();
        if (indexes.Contains(-1))
            return default;
        var draft = bundle.Edit();
        var index = 0;
        foreach (var entry in bundle["entry"])
        {
            if (!indexes.Contains(index++))
                continue;
            if (entry["resource"].Any(r => r.Type.Name == "Patient"))
                return default;
            draft.Remove(entry);
        }

        return draft.Build();
    }

    private static int EntryOf(string expression)
    {
        if (!expression.StartsWith(Entry, StringComparison.Ordinal))
            return -1;
        var rest = expression.AsSpan(Entry.Length);
        return int.TryParse(rest[..Math.Max(0, rest.IndexOf(']'))], CultureInfo.InvariantCulture, out var index) ? index : -1;
    }
}
