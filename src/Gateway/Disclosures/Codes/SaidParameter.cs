using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;

namespace Gateway.Disclosures.Codes;

/// <summary>A parameter of an answer about codes: a name and a text, a Coding, or parts. It can hold no resource, and so nothing that was read about anybody.</summary>
/// <param name="Name">Its name.</param>
internal sealed record SaidParameter(string Name)
{
    private static readonly TypeDefinition s_type = DefinitionSet.R4.FindType("Parameters")!;

    /// <summary>The type of the text: <c>code</c>, <c>string</c>, <c>boolean</c>…</summary>
    public string Type { get; private init; } = "";

    public string Text { get; private init; } = "";

    /// <summary>A Coding: its system, code and display.</summary>
    public (string? System, string Code, string? Display)? Coding { get; private init; }

    public IReadOnlyList<SaidParameter> Parts { get; private init; } = [];

    public static SaidParameter Of(string name, string type, string text) => new(name) { Type = type, Text = text };

    public static SaidParameter Of(string name, bool value) => Of(name, "boolean", value ? "true" : "false");

    public static SaidParameter Of(string name, string? system, string code, string? display) => new(name) { Coding = (system, code, display) };

    public static SaidParameter Of(string name, IReadOnlyList<SaidParameter> parts) => new(name) { Parts = parts };

    /// <summary>The Parameters of an answer.</summary>
    public static Element Together(IEnumerable<SaidParameter> said)
    {
        var parameters = ElementDraft.New(s_type);
        foreach (var parameter in said)
            parameter.WriteTo(parameters.Add("parameter"));
        return parameters.Build();
    }

    private void WriteTo(ElementDraft draft)
    {
        draft.AddText("name", Name);
        if (Type.Length > 0)
            draft.AddText($"value{char.ToUpperInvariant(Type[0])}{Type[1..]}", Text);
        if (Coding is var (system, code, display))
        {
            var coding = draft.Add("valueCoding");
            if (system is not null)
                coding.AddText("system", system);
            coding.AddText("code", code);
            if (display is not null)
                coding.AddText("display", display);
        }

        foreach (var part in Parts)
            part.WriteTo(draft.Add("part"));
    }
}
