using System.Globalization;
using System.Text;

namespace Gateway.Mapping.Language.Text;

/// <summary>Writes maps: two spaces a level, one rule a line. What is written reads as the same map.</summary>
internal sealed class MapWriter
{
    private readonly StringBuilder _text = new();

    public static string Write(MapDefinition map)
    {
        var writer = new MapWriter();
        writer.Header(map);
        foreach (var conceptMap in map.ConceptMaps)
            writer.Part(() => ConceptMapWriter.Write(writer._text, conceptMap));
        writer.Part(() => writer.Lines(map.Structures, Structure));
        writer.Part(() => writer.Lines(map.Imports, i => $"imports {MapWords.Quote(i, '"')}"));
        writer.Part(() => writer.Lines(map.Constants, c => $"let {MapWords.Name(c.Name)} = {c.Value.Text};"));
        foreach (var group in map.Groups)
            writer.Part(() => writer.Group(group));
        return writer._text.ToString();
    }

    // R4's header holds a URL and a name; as soon as there is more, all of it is said in R5's way, which HL7's parser does not mix with R4's.
    private void Header(MapDefinition map)
    {
        if (map is { Title: null, Description: null, Status: "draft", Properties.Count: 0 })
        {
            _text.Append(CultureInfo.InvariantCulture, $"map {MapWords.Quote(map.Url, '"')} = {MapWords.Quote(map.Name, '"')}\n");
            return;
        }

        Property("url", map.Url);
        Property("name", map.Name);
        if (map.Title is not null)
            Property("title", map.Title);
        Property("status", map.Status);
        if (map.Description is not null)
            Property("description", map.Description);
        foreach (var property in map.Properties)
            Property(property.Path, property.Value);
    }

    private void Property(string path, string? value) =>
        _text.Append(CultureInfo.InvariantCulture, $"/// {path} ={(value is null ? "" : value is "true" or "false" ? $" {value}" : $" {MapWords.Quote(value, '"')}")}\n");

    // Parts have an empty line between; a part without content has none.
    private void Part(Action write)
    {
        var before = _text.Length;
        _text.Append('\n');
        write();
        if (_text.Length == before + 1)
            _text.Length = before;
    }

    private void Lines<T>(IEnumerable<T> items, Func<T, string> line)
    {
        foreach (var item in items)
            _text.Append(line(item)).Append('\n');
    }

    private static string Structure(MapStructure structure)
    {
        var alias = structure.Alias is null ? "" : $" alias {MapWords.Name(structure.Alias)}";
        var documentation = structure.Documentation is null ? "" : $" // {structure.Documentation}";
        return $"uses {MapWords.Quote(structure.Url, '"')}{alias} as {MapCodes.StructureModes.Of(structure.Mode)}{documentation}";
    }

    private void Group(MapGroup group)
    {
        foreach (var line in group.Documentation?.Split('\n') ?? [])
            _text.Append("// ".AsSpan(0, line.Length == 0 ? 2 : 3)).Append(line).Append('\n');
        _text.Append("group ").Append(MapWords.Name(group.Name)).Append('(').AppendJoin(", ", group.Inputs.Select(Input)).Append(')');
        if (group.Extends is not null)
            _text.Append(" extends ").Append(MapWords.Name(group.Extends));
        _text.Append(group.TypeMode switch { MapTypeMode.Types => " <<types>>", MapTypeMode.TypeAndTypes => " <<type+>>", _ => "" });
        Rules(group.Rules, 0);
        _text.Append('\n');
    }

    private static string Input(MapInput input) =>
        $"{MapCodes.InputModes.Of(input.Mode)} {MapWords.Name(input.Name)}{(input.Type is null ? "" : $" : {MapWords.Path(input.Type)}")}";

    private void Rules(MapList<MapRule> rules, int depth)
    {
        _text.Append(" {\n");
        foreach (var rule in rules)
            Rule(rule, depth + 1);
        _text.Append(' ', depth * 2).Append('}');
    }

    private void Rule(MapRule rule, int depth)
    {
        _text.Append(' ', depth * 2).AppendJoin(", ", rule.Sources.Select(Source));
        if (rule.Targets.Count > 0)
            _text.Append(" -> ").AppendJoin(", ", rule.Targets.Select(Target));
        if (rule.Dependents.Count > 0)
            _text.Append(" then ").AppendJoin(", ", rule.Dependents.Select(d => $"{MapWords.Name(d.Name)}{Parameters(d.Parameters)}"));
        if (rule.Rules.Count > 0)
        {
            _text.Append(rule.Dependents.Count > 0 ? "" : " then");
            Rules(rule.Rules, depth);
        }

        if (rule.Name != MapRule.NameFrom(rule.Sources[0]))
            _text.Append(' ').Append(MapWords.Quote(rule.Name, '"'));
        _text.Append(';');
        if (rule.Documentation is not null)
            _text.Append(" // ").Append(rule.Documentation);
        _text.Append('\n');
    }

    private static string Source(MapSource source)
    {
        var text = new StringBuilder(MapWords.Name(source.Context));
        if (source.Element is not null)
            text.Append('.').Append(MapWords.Path(source.Element));
        if (source.Type is not null)
            text.Append(" : ").Append(MapWords.Path(source.Type));
        if (source.Cardinality is { } cardinality)
            text.Append(CultureInfo.InvariantCulture, $" {cardinality.Min}..{(cardinality.Max is null ? "*" : $"{cardinality.Max}")}");
        if (source.Default is not null)
            text.Append(source.Default is MapExpression expression ? $" default ({expression.Text})" : $" default {MapWords.Of(source.Default)}");
        if (source.ListMode is { } mode)
            text.Append(' ').Append(MapCodes.SourceListModes.Of(mode));
        if (source.Variable is not null)
            text.Append(" as ").Append(MapWords.Name(source.Variable));
        foreach (var (word, condition) in new[] { ("where", source.Where), ("check", source.Check), ("log", source.Log) })
            if (condition is not null)
                text.Append(CultureInfo.InvariantCulture, $" {word} ({condition.Text})");
        return text.ToString();
    }

    private static string Target(MapTarget target)
    {
        var made = Made(target);
        var text = new StringBuilder();
        if (target.Context is not null)
            text.Append(MapWords.Name(target.Context));
        if (target.Element is not null)
            text.Append('.').Append(MapWords.Path(target.Element));
        text.Append(text.Length > 0 && made is not null ? " = " : "").Append(made);
        if (target.Variable is not null)
            text.Append(" as ").Append(MapWords.Name(target.Variable));
        foreach (var mode in target.ListModes)
            text.Append(' ').Append(MapCodes.TargetListModes.Of(mode)).Append(mode == MapTargetListMode.Share ? $" {MapWords.Name(target.ShareId ?? "")}" : "");
        return text.ToString();
    }

    private static string? Made(MapTarget target) => target switch
    {
        { Transform: null } => null,
        { Transform: MapTransform.Evaluate, Parameters: [MapExpression expression] } => $"({expression.Text})",
        { Transform: MapTransform.Copy, Context: not null, Parameters: [var value] } => MapWords.Of(value),
        { Transform: MapTransform.Copy, Parameters: [MapVariable variable] } when !variable.Name.Contains('.', StringComparison.Ordinal) => MapWords.Of(variable),
        { Transform: { } transform } => MapCodes.Transforms.Of(transform) + Parameters(target.Parameters),
    };

    private static string Parameters(MapList<MapParameter> parameters) => $"({string.Join(", ", parameters.Select(MapWords.Of))})";
}
