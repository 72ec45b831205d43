using Gateway.Fhir.Elements;

namespace Gateway.Access.Tests.Redaction;

/// <summary>Numbers 18, 19 and 33 of the attack list: nothing that is not listed reaches police, however it is put.</summary>
public sealed class CustodySecretTests
{
    private const int Turns = 50;

    // The only places where police are shown words: names of people and places that they know, of medicines, doses, conditions to be kept, numbers.
    private static readonly string[] s_words =
    [
        "Observation.component.value", "MedicationRequest.medication.text", "MedicationRequest.dosageInstruction.text",
        "MedicationRequest.dosageInstruction.doseAndRate.dose.unit", "MedicationRequest.dosageInstruction.maxDosePerAdministration.unit", "MedicationRequest.dosageInstruction.maxDosePerPeriod.numerator.unit", "MedicationRequest.dosageInstruction.maxDosePerPeriod.denominator.unit",
        "Patient.name.family", "Patient.name.given", "Organization.name", "Location.name",
        "Bundle.link.url", // what the caller asked itself
    ];

    public static TheoryData<string> Kinds() => [.. Samples.Seen.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_secret_in_any_element_reaches_police_only_where_words_are_allowed(string kind)
    {
        var sample = Samples.Read(Samples.Seen[kind]);
        for (var turn = 0; turn < Turns; turn++)
        {
            var filled = new Filled(turn).Of(sample);
            Places(filled, filled.Type.Name).Count.Should().BeGreaterThan(15);
            var seen = Custody.Apply(filled);
            seen.Should().NotBeNull($"turn {turn} must show something to prove anything");
            Places(seen!.Value, filled.Type.Name).Where(p => !IsWords(p)).Should().BeEmpty();
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_secret_in_a_code_that_the_standard_lists_is_never_shown(string kind)
    {
        var sample = Samples.Read(Samples.Seen[kind]);
        foreach (var code in sample.Children.Where(c => c.Type.Name == "code"))
        {
            var draft = sample.Edit();
            draft.Edit(code).SetText(Filled.Secret);
            Samples.Text(Custody.Apply(draft.Build())).Should().NotContain(Filled.Secret);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_secret_in_place_of_any_text_that_is_seen_is_shown_only_where_words_are_allowed(string kind)
    {
        var sample = Samples.Read(Samples.Seen[kind]);
        foreach (var changed in Changed(sample))
            if (Custody.Apply(changed) is { } seen)
                Places(seen, sample.Type.Name).Where(p => !IsWords(p) && !IsNumber(p)).Should().BeEmpty();
    }

    [Fact]
    public void Another_kind_hidden_in_what_is_shown_is_not_shown()
    {
        var hidden = Samples.Read("""
            {"resourceType":"Parameters","parameter":[{"name":"a","part":[{"name":"b","resource":{"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":"Condition","code":{"text":"MARKED"},"subject":{"display":"MARKED"}}},
            {"resource":{"resourceType":"Parameters","parameter":[{"name":"c","valueString":"MARKED"}]}}]}}]},{"name":"d","valueString":"MARKED"}]}
            """);
        Samples.Text(Custody.Apply(hidden)).Should().NotContain(Filled.Secret).And.NotContain("Condition");
    }

    // The sample with one text after the other replaced.
    private static IEnumerable<Element> Changed(Element element)
    {
        if (element.HasValue && element.Type.Name is "string" or "uri" or "code" or "id")
        {
            var text = element.Type.Name == "uri" ? $"https://{Filled.Secret}.test" : Filled.Secret;
            yield return element.Edit().SetText(text).Build();
        }

        foreach (var child in element.Children)
            foreach (var changed in Changed(child))
            {
                var draft = element.Edit();
                List<Element> others = [.. element[child.Name]];
                draft.Remove(child.Name);
                foreach (var other in others)
                    draft.Put(child.Definition.JsonName, other == child ? changed : other);
                yield return draft.Build();
            }
    }

    // Versions are the gateway's own, and so are ids; the numbers that are shown were chosen by their systems.
    private static bool IsWords(string place) => s_words.Contains(place) || place.EndsWith(".meta.versionId", StringComparison.Ordinal);

    private static bool IsNumber(string place) => place.Split('.') is [_, "id"] or [_, "identifier", "value"];

    private static HashSet<string> Places(Element element, string path)
    {
        var places = new HashSet<string>();
        if (element.Text is { } text && text.Contains(Filled.Secret, StringComparison.Ordinal))
            places.Add(path);
        foreach (var child in element.Children)
            places.UnionWith(Places(child, child.Type.IsResource ? child.Type.Name : $"{path}.{child.Name}"));
        return places;
    }
}
