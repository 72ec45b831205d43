using System.Globalization;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;

namespace Gateway.Mapping.Language.Resources;

/// <summary>Writes a map as a StructureMap of R4 (http://hl7.org/fhir/R4/structuremap.html), as HL7's own converter does.</summary>
internal static class StructureMapWriter
{
    public static Element Write(MapDefinition map)
    {
        var draft = ElementDraft.New(DefinitionSet.R4.FindType("StructureMap")!);
        MapProperties.Write(draft, map.Properties);
        MapConstants.Write(draft, map.Constants);
        draft.AddExact("url", map.Url).AddExact("name", map.Name).AddExact("title", map.Title).AddText("status", map.Status).AddExact("description", map.Description);
        foreach (var conceptMap in map.ConceptMaps)
            ConceptMapResource.Write(draft.Add("contained", DefinitionSet.R4.FindType("ConceptMap")), conceptMap);
        foreach (var structure in map.Structures)
            draft.Add("structure").AddExact("url", structure.Url).AddText("mode", MapCodes.StructureModes.Of(structure.Mode))
                .AddExact("alias", structure.Alias).AddExact("documentation", structure.Documentation);
        foreach (var import in map.Imports)
            draft.AddExact("import", import);
        foreach (var group in map.Groups)
            Group(draft.Add("group"), group);
        return draft.Build();
    }

    private static void Group(ElementDraft draft, MapGroup group)
    {
        draft.AddExact("name", group.Name).AddExact("extends", group.Extends).AddText("typeMode", MapCodes.TypeModes.Of(group.TypeMode)).AddExact("documentation", group.Documentation);
        foreach (var input in group.Inputs)
            draft.Add("input").AddExact("name", input.Name).AddExact("type", input.Type).AddText("mode", MapCodes.InputModes.Of(input.Mode));
        foreach (var rule in group.Rules)
            Rule(draft.Add("rule"), rule.Lengthened());
    }

    private static void Rule(ElementDraft draft, MapRule rule)
    {
        draft.AddExact("name", rule.Name).AddExact("documentation", rule.Documentation);
        foreach (var source in rule.Sources)
            Source(draft.Add("source"), source);
        foreach (var target in rule.Targets)
            Target(draft.Add("target"), target);
        foreach (var nested in rule.Rules)
            Rule(draft.Add("rule"), nested.Lengthened());
        foreach (var dependent in rule.Dependents)
        {
            var call = draft.Add("dependent").AddExact("name", dependent.Name);
            foreach (var parameter in dependent.Parameters)
                call.AddExact("variable", ParameterResource.Text(parameter));
        }
    }

    private static void Source(ElementDraft draft, MapSource source)
    {
        draft.AddExact("context", source.Context).AddExact("type", source.Type).AddExact("element", source.Element).AddExact("variable", source.Variable);
        if (source.Cardinality is { } cardinality)
            draft.AddText("min", cardinality.Min.ToString(CultureInfo.InvariantCulture)).AddText("max", cardinality.Max?.ToString(CultureInfo.InvariantCulture) ?? "*");
        if (source.Default is MapString text)
            draft.AddExact("defaultValueString", text.Value);
        else if (source.Default is MapExpression expression)
            draft.Add("defaultValueExpression").AddText("language", "text/fhirpath").AddExact("expression", expression.Text);
        if (source.ListMode is { } mode)
            draft.AddText("listMode", MapCodes.SourceListModes.Of(mode));
        draft.AddExact("condition", source.Where?.Text).AddExact("check", source.Check?.Text).AddExact("logMessage", source.Log?.Text);
    }

    private static void Target(ElementDraft draft, MapTarget target)
    {
        if (target.Context is not null)
            draft.AddExact("context", target.Context).AddText("contextType", "variable");
        draft.AddExact("element", target.Element).AddExact("variable", target.Variable);
        foreach (var mode in target.ListModes)
        {
            // R5's single is no code of R4.
            if (mode == MapTargetListMode.Single)
                ExactText.Mark(draft.Add("listMode"), "single");
            else
                draft.AddText("listMode", MapCodes.TargetListModes.Of(mode));
        }

        draft.AddExact("listRuleId", target.ShareId);
        if (target.Transform is { } transform)
            draft.AddText("transform", MapCodes.Transforms.Of(transform));
        foreach (var parameter in target.Parameters)
            ParameterResource.Write(draft.Add("parameter"), parameter);
    }
}
