using Gateway.Fhir.Elements;

namespace Gateway.Summaries;

/// <summary>One entry of a summary in words: what it says, since when, how it stands. Nothing is worked out, only read.</summary>
internal static class SummaryWords
{
    private static readonly string[] s_subjects = ["code", "medication", "vaccineCode", "category", "type", "serviceType", "description"];
    private static readonly string[] s_dates = ["effective", "onset", "performed", "occurrence", "period", "authoredOn", "start", "recordedDate", "issued", "dateAsserted", "dateTime"];
    private static readonly string[] s_standings = ["clinicalStatus", "status", "criticality"];

    /// <param name="resource">The entry.</param>
    /// <param name="find">Finds what it refers to; none for what is not in the document.</param>
    public static string Of(Element resource, Func<string, Element> find)
    {
        string[] values = [.. resource["value"].Select(v => Value(v)).OfType<string>().Take(1), .. resource["component"].Select(c => $"{Concept(c["code"])} {c["value"].Select(Value).FirstOrDefault()}".Trim()).Take(10)];
        string[] more = [.. resource["dosage"].Concat(resource["dosageInstruction"]).Select(d => d.ChildText("text")).OfType<string>(), .. s_standings.Select(s => resource[s].Select(Value).FirstOrDefault()).OfType<string>(), .. Dates(resource).Take(1)];
        var said = $"{Subject(resource, find)}{(values.Length > 0 ? $": {string.Join(", ", values)}" : "")}";
        return more.Length > 0 ? $"{said} ({string.Join("; ", more)})" : said;
    }

    /// <summary>When it was, as it stands there; empty where nothing says so.</summary>
    public static string Date(Element resource) => Dates(resource).FirstOrDefault() ?? "";

    private static string Subject(Element resource, Func<string, Element> find)
    {
        foreach (var name in s_subjects)
            foreach (var element in resource[name])
                if ((element.Type.Name == "Reference" ? Referred(element, find) : Value(element)) is { Length: > 0 } text)
                    return text;
        return resource.Type.Name;
    }

    private static string? Referred(Element reference, Func<string, Element> find) =>
        reference.ChildText("display") ?? (reference.ChildText("reference") is { } address && find(address) is { IsNone: false } found ? Concept(found["code"]) : null);

    private static IEnumerable<string> Dates(Element resource) => s_dates.SelectMany(d => resource[d]).Select(d => d.Type.Name == "Period"
        ? string.Join(" to ", new[] { d.ChildText("start"), d.ChildText("end") }.OfType<string>()) : d.Type.IsPrimitive ? d.Text : null).OfType<string>().Where(d => d.Length > 0);

    private static string? Value(Element value) => value.Type.Name switch
    {
        "CodeableConcept" => Concept([value]),
        "Coding" => value.ChildText("display") ?? value.ChildText("code"),
        "Quantity" or "Age" or "Duration" => $"{value.ChildText("comparator")}{value.ChildText("value")} {value.ChildText("unit") ?? value.ChildText("code")}".Trim(),
        _ => value.Type.IsPrimitive ? value.Text : null,
    };

    private static string? Concept(IEnumerable<Element> concepts) => concepts.Select(c => c.ChildText("text") ?? c["coding"].Select(g => g.ChildText("display")).OfType<string>().FirstOrDefault()
        ?? c["coding"].Select(g => g.ChildText("code")).FirstOrDefault()).FirstOrDefault();
}
