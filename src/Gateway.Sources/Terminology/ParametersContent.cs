using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;

namespace Gateway.Sources.Terminology;

/// <summary>The Parameters resources that operations take and give.</summary>
internal static class ParametersContent
{
    private static readonly TypeDefinition s_type = DefinitionSet.R4.FindType("Parameters")!;

    /// <summary>Parameters of these names, types and texts; those without a text are left out.</summary>
    public static byte[] Of(params IEnumerable<(string Name, string Type, string? Text)> parameters)
    {
        var draft = ElementDraft.New(s_type);
        foreach (var (name, type, text) in parameters)
        {
            if (text is null)
                continue;
            var parameter = draft.Add("parameter");
            parameter.AddText("name", name);
            parameter.AddText($"value{char.ToUpperInvariant(type[0])}{type[1..]}", text);
        }

        return FhirJson.ToUtf8(draft.Build());
    }

    /// <summary>What an operation gave; none where it is no resource of that type.</summary>
    public static Element Read(byte[] body, string type) =>
        FhirJson.Read(body, options: Fhir.ReadOptions.Tolerant) is { IsRead: true } read && read.Root.Type.Name == type ? read.Root : default;

    /// <summary>The text of the first parameter, or part, of that name; null when there is none.</summary>
    public static string? Text(Element parameters, string name) => All(parameters, name).Select(Value).FirstOrDefault(v => v is not null);

    /// <summary>The parameters, or parts, of that name.</summary>
    public static IEnumerable<Element> All(Element parameters, string name) =>
        parameters[parameters.Type.Name == "Parameters" ? "parameter" : "part"].Where(p => p.ChildText("name") == name);

    private static string? Value(Element parameter) => parameter["value"].FirstOrDefault() is { IsNone: false } value ? value.Text ?? value.ChildText("code") : null;
}
