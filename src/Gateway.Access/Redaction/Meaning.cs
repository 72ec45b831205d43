using System.Collections.Frozen;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Definitions.Facts;

namespace Gateway.Access.Redaction;

/// <summary>Which elements a resource cannot do without: what would be left would mean something else.</summary>
internal static class Meaning
{
    private static readonly FrozenSet<string> s_listed = Listed();
    private static readonly FrozenSet<string> s_types = FrozenSet.Create(StringComparer.Ordinal, "Dosage", "Meta");

    /// <summary>True for modifiers (http://hl7.org/fhir/R4/conformance-rules.html#isModifier), doses, labels, ids, and what <c>meaning.txt</c> lists.</summary>
    public static bool Needs(ElementDefinition element) => (element.Facts.Traits & ElementTraits.Modifier) != 0 || element.NameId == Names.Id || element.NameId == Names.ModifierExtension
        || s_types.Contains(element.Type.Name) || s_listed.Contains(Plain(element.Facts.Path));

    private static string Plain(string path) => path.EndsWith("[x]", StringComparison.Ordinal) ? path[..^3] : path;

    private static FrozenSet<string> Listed()
    {
        var paths = new List<string>();
        using var reader = new StreamReader(typeof(Meaning).Assembly.GetManifestResourceStream("meaning.txt")!);
        while (reader.ReadLine() is { } line)
            if (line.Length > 0 && line[0] != '#')
                paths.Add(line[..line.IndexOf(' ', StringComparison.Ordinal)]);
        return paths.ToFrozenSet(StringComparer.Ordinal);
    }
}
