using Gateway.Fhir.Definitions;
using Gateway.Fhir.Definitions.Facts;
using Gateway.Fhir.Elements;

namespace Gateway.Access.Tests.Redaction;

/// <summary>
/// A resource with a marked secret in every element that can hold one, beside what was there: each element of the definition, each type of a choice in turn,
/// every extension and id, down to a depth.
/// </summary>
internal sealed class Filled(int turn)
{
    public const string Secret = "MARKED";
    private const int Deepest = 5;
    private int _number;

    public Element Of(Element resource)
    {
        var draft = resource.Edit();
        Beside(draft, resource, 0);
        return draft.Build();
    }

    // What is there is kept, and filled from within; what is not is added, and what repeats is added to.
    private void Beside(ElementDraft draft, Element element, int depth)
    {
        foreach (var child in element.Children)
            if (!child.Type.IsResource)
                Beside(draft.Edit(child), child, depth + 1);
        foreach (var definition in element.Type.Elements)
            if (definition.IsArray || !element[definition.Name].Any())
                Add(draft, definition, depth);
    }

    private void Add(ElementDraft draft, ElementDefinition definition, int depth)
    {
        if (depth >= Deepest || definition.Name is "modifierExtension" or "implicitRules")
            return;
        if (definition.IsChoice)
            definition = definition.Variants[turn % definition.Variants.Count];
        if (definition.HoldsResource)
        {
            if (definition.Name == "contained")
                draft.Put("contained", Samples.Read($$"""{"resourceType":"Basic","id":"{{Next()}}","code":{"text":"{{Next()}}"} }"""));
            return;
        }

        if (definition.Type.IsPrimitive)
        {
            if (Value(definition) is { } value)
                draft.AddText(definition.JsonName, value);
            return;
        }

        // Extensions within extensions show nothing more.
        var limit = definition.Type.Name == "Extension" ? Math.Max(depth, Deepest - 2) : depth;
        var added = draft.Add(definition.JsonName);
        foreach (var inner in definition.Type.Elements)
            if (!(definition.Type.Name == "Extension" && inner.Name == "extension"))
                Add(added, inner, limit + 1);
    }

    // Codes that the standard lists cannot hold a secret; a test of its own puts one there.
    private string? Value(ElementDefinition definition) => definition.Type.Name switch
    {
        "string" or "markdown" => Next(),
        "id" => Next(),
        "code" => definition.Facts.Binding is { Strength: BindingStrength.Required } ? null : Next(),
        "uri" or "url" or "canonical" => $"https://{Next()}.test",
        "xhtml" => $"<div xmlns=\"http://www.w3.org/1999/xhtml\">{Next()}</div>",
        "boolean" => "true",
        "date" or "dateTime" => "2026-07-04",
        "instant" => "2026-07-04T00:00:00Z",
        "time" => "12:00:00",
        "decimal" or "integer" or "positiveInt" or "unsignedInt" => "7",
        _ => null,
    };

    private string Next() => $"{Secret}-{_number++}";
}
