using Gateway.Fhir.Elements;

namespace Gateway.Fhir.Validation.Questionnaires;

/// <summary>Reads a Questionnaire resource.</summary>
internal static class QuestionnaireReader
{
    private const string Exclusive = "http://hl7.org/fhir/StructureDefinition/questionnaire-optionExclusive";

    public static Questionnaire Read(Element resource)
    {
        var byLink = new Dictionary<string, Question>(StringComparer.Ordinal);
        return new Questionnaire(resource.ChildText("version") ?? "", Items(resource, null, resource, byLink), byLink);
    }

    private static Question[] Items(Element holder, Question? outer, Element resource, Dictionary<string, Question> byLink)
    {
        var items = new List<Question>();
        foreach (var item in holder["item"])
        {
            var question = Item(item, outer, items.Count, resource);
            items.Add(question);
            byLink.TryAdd(question.LinkId, question);
            question.Items = Items(item, question, resource, byLink);
        }

        return [.. items];
    }

    private static Question Item(Element item, Question? outer, int place, Element resource)
    {
        var valueSet = item.ChildText("answerValueSet");
        var isContained = valueSet?.StartsWith('#') == true;
        return new Question
        {
            LinkId = item.ChildText("linkId") ?? "",
            Holder = outer,
            Place = place,
            Type = item.ChildText("type") ?? "",
            Text = item.ChildText("text") ?? "",
            IsRequired = item.ChildText("required") == "true",
            Repeats = item.ChildText("repeats") == "true",
            Conditions = [.. item["enableWhen"].Select(Condition)],
            IsEnabledByAny = item.ChildText("enableBehavior") == "any",
            Options = isContained ? Contained(resource, valueSet![1..]) : [.. item["answerOption"].Select(Option).Where(o => !o.Value.IsNone)],
            ValueSet = isContained ? null : valueSet,
            Bounds = AnswerBounds.Of(item),
        };
    }

    private static EnableCondition Condition(Element condition) =>
        new(condition.ChildText("question") ?? "", condition.ChildText("operator") ?? "", condition["answer"].FirstOrNone());

    private static AnswerOption Option(Element option) =>
        new(option["value"].FirstOrNone(), option["extension"].Any(e => e.ChildText("url") == Exclusive && e["value"].FirstOrNone() is { IsNone: false, Text: "true" }));

    // A contained value set that lists its codes says what an answerOption would; what another asks is left open.
    private static AnswerOption[] Contained(Element resource, string id)
    {
        var set = resource["contained"].FirstOrDefault(c => c.Type.Name == "ValueSet" && c.ChildText("id") == id);
        var compose = set.IsNone ? default : set["compose"].FirstOrNone();
        if (compose.IsNone || compose["exclude"].Any() || compose["include"].Any(i => i["valueSet"].Any() || !i["concept"].Any()))
            return [];
        return [.. compose["include"].SelectMany(i => i["concept"].Select(c => new AnswerOption(Coding(i.ChildText("system"), c.ChildText("code")), false)))];
    }

    private static Element Coding(string? system, string? code)
    {
        var draft = ElementDraft.New(Definitions.DefinitionSet.R4.FindType("Coding")!);
        if (system is not null)
            draft.AddText("system", system);
        if (code is not null)
            draft.AddText("code", code);
        return draft.Build();
    }
}
