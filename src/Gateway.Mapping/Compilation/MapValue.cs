using Gateway.Fhir.Elements;
using Gateway.Fhir.Paths.Values;

namespace Gateway.Mapping.Compilation;

/// <summary>What a variable or a transform gives: an element or a plain value, or a part of the target that is being made. Both empty: nothing.</summary>
internal readonly record struct MapValue(PathValue Value, ElementDraft? Draft)
{
    public static MapValue Of(PathValue value) => new(value, null);

    public static MapValue Of(string? text) => text is null ? default : new(PathValue.Of(text), null);

    public static MapValue Of(ElementDraft draft) => new(default, draft);

    /// <summary>An empty text is nothing too: FHIR has no empty values.</summary>
    public bool IsNone => Draft is null && (Value.Kind == PathKind.None || (Value.Kind == PathKind.String && Value.String.Length == 0));

    /// <summary>The text of a primitive or plain value; null when there is none.</summary>
    public string? Text => Draft is not null ? Draft.Text : Value.Kind == PathKind.None ? null : Value.Text;
}
