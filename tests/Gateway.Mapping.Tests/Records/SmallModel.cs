using Gateway.Fhir.Definitions;

namespace Gateway.Mapping.Tests.Records;

/// <summary>Logical models made of lines: path, cardinality, types, and what else an element has.</summary>
internal static class SmallModel
{
    public const string Root = "https://health-justice.example/fhir/StructureDefinition/";

    /// <summary>A person in custody, with something of everything that a model can say.</summary>
    public static TypeDefinition Person { get; } = Of(
        "Person 1..1",
        "Person.id 1..1 string xmlAttr",
        "Person.forename 0..1 string",
        "Person.surname 0..1 string",
        "Person.born 0..1 date",
        "Person.height 0..1 decimal",
        "Person.children 0..1 integer",
        "Person.isVeteran 0..1 boolean",
        "Person.alias 0..* string",
        "Person.address 0..* BackboneElement",
        "Person.address.line 1..* string",
        "Person.address.postcode 0..1 string",
        "Person.custody 0..1 BackboneElement",
        "Person.custody.station 0..1 BackboneElement",
        "Person.custody.station.code 0..1 code xmlAttr",
        "Person.custody.station.name 0..1 string xmlText",
        "Person.custody.arrival 1..1 dateTime",
        "Person.answer[x] 0..* boolean,decimal,string,BackboneElement",
        "Person.answer[x].option 0..1 string",
        "Person.answer[x].comment 0..1 string");

    /// <summary>A flat model, as a CSV file has it.</summary>
    public static TypeDefinition Row { get; } = Of(
        "Row 1..1",
        "Row.number 1..1 string",
        "Row.name 0..1 string",
        "Row.born 0..1 date",
        "Row.count 0..1 integer");

    public static TypeDefinition Of(params string[] lines) => Set(lines).FindType(lines[0].Split(' ')[0])!;

    /// <summary>R4 and one model for each run of lines that starts with a path of one step.</summary>
    public static DefinitionSet Set(params string[] lines)
    {
        var models = new List<List<string>>();
        foreach (var line in lines)
        {
            if (!line.Split(' ')[0].Contains('.', StringComparison.Ordinal))
                models.Add([]);
            models[^1].Add(line);
        }

        return DefinitionSet.R4.With(models.Select(m => StructureDefinitionReader.Read(Definition(m))));
    }

    private static byte[] Definition(List<string> lines)
    {
        var name = lines[0].Split(' ')[0];
        var elements = string.Join(",", lines.Select(Element));
        var json = $$"""
            { "resourceType": "StructureDefinition", "url": "{{Root}}{{name}}", "name": "{{name}}", "status": "draft", "kind": "logical", "abstract": false,
              "type": "{{Root}}{{name}}", "derivation": "specialization", "differential": { "element": [ {{elements}} ] } }
            """;
        return System.Text.Encoding.UTF8.GetBytes(json);
    }

    // path min..max types representation namespace
    private static string Element(string line)
    {
        var parts = line.Split(' ');
        var range = parts[1].Split("..");
        var types = parts.Length < 3 || parts[2] == "-" ? "" : $""", "type": [ {string.Join(",", parts[2].Split(',').Select(t => $$"""{ "code": "{{t}}" }"""))} ]""";
        var representation = parts.Length < 4 || parts[3] == "-" ? "" : $""", "representation": [ "{parts[3]}" ]""";
        var space = parts.Length < 5 ? "" : $$""", "extension": [ { "url": "http://hl7.org/fhir/StructureDefinition/elementdefinition-namespace", "valueUri": "{{parts[4]}}" } ]""";
        return $$"""{ "id": "{{parts[0]}}", "path": "{{parts[0]}}", "min": {{range[0]}}, "max": "{{range[1]}}"{{types}}{{representation}}{{space}} }""";
    }
}
