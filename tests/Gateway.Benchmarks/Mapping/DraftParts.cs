using System.Globalization;
using Gateway.Fhir.Elements;

namespace Gateway.Benchmarks.Mapping;

/// <summary>The few words that a mapping by hand says over and over.</summary>
internal static class DraftParts
{
    private static readonly TimeZoneInfo s_london = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");
    private static readonly string[] s_local = ["yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm"];

    public static Element First(this Element element, string name)
    {
        foreach (var child in element[name])
            return child;
        return default;
    }

    public static ElementDraft Text(this ElementDraft draft, string name, string? text) => text is null ? draft : draft.AddText(name, text);

    public static ElementDraft Coding(this ElementDraft draft, string? system, string code, string? display = null) =>
        draft.Text("system", system).AddText("code", code).Text("display", display);

    public static ElementDraft Concept(this ElementDraft draft, string? system, string code, string? display = null)
    {
        draft.Add("coding").Coding(system, code, display);
        return draft;
    }

    public static ElementDraft Concept(this ElementDraft draft, CodeTable.Row row) => draft.Concept(row.System, row.Code, row.Display);

    /// <summary>What the table makes of a code, or the code as text.</summary>
    public static ElementDraft ConceptOrText(this ElementDraft draft, CodeTable table, string code) =>
        table.Find(code) is { } row ? draft.Concept(row) : draft.AddText("text", code);

    public static void Reference(this ElementDraft draft, string name, string reference) => draft.Add(name).AddText("reference", reference);

    public static void Identifier(this ElementDraft draft, string system, string? value)
    {
        if (value is not null)
            draft.Add("identifier").AddText("system", system).AddText("value", value);
    }

    /// <summary>The meta of a resource, which claims a profile of ours and UK Core's of its type.</summary>
    public static ElementDraft Claims(this ElementDraft resource, string profile) => resource.Add("meta").Claim(profile, resource.Type.Name);

    /// <summary>Adds these claims to a meta.</summary>
    public static ElementDraft Claim(this ElementDraft meta, string profile, string type) => meta
        .AddText("profile", $"https://health-justice.example/fhir/StructureDefinition/{profile}").AddText("profile", $"https://fhir.hl7.org.uk/StructureDefinition/UKCore-{type}");

    /// <summary>Copies children that need no change.</summary>
    public static void Copy(this ElementDraft draft, string name, Element from, string child)
    {
        foreach (var found in from[child])
            draft.Put(name, found);
    }

    public static void Copy(this ElementDraft draft, string name, Element from) => draft.Copy(name, from, name);

    /// <summary>Local time gets London's offset; what has one, or is a mere date, stays.</summary>
    public static string? Zoned(string? text) =>
        DateTime.TryParseExact(text, s_local, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            ? new DateTimeOffset(local, s_london.GetUtcOffset(local)).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture) : text;
}
