using System.Text;
using System.Text.Json.Nodes;
using Gateway.Fhir.Json;
using Gateway.Fhir.Patches;

namespace Gateway.Fhir.Tests.Patches;

public sealed class PathPatchTests
{
    private const string Names = """{"resourceType":"Patient","name":[{"family":"A"},{"family":"B"},{"family":"C"}]}""";

    [Theory]
    [InlineData("""{"resourceType":"Patient"}""", """type=add path=Patient name=birthDate valueDate="1930-01-01" """, """{"resourceType":"Patient","birthDate":"1930-01-01"}""")]
    [InlineData("""{"resourceType":"Patient","birthDate":"1930-01-01"}""", """type=replace path=Patient.birthDate valueDate="1931" """, """{"resourceType":"Patient","birthDate":"1931"}""")]
    [InlineData("""{"resourceType":"Patient","name":[{"given":["A","B"]}]}""", """type=delete path=Patient.name.given[0]""", """{"resourceType":"Patient","name":[{"given":["B"]}]}""")]
    [InlineData("""{"resourceType":"Patient","name":[{"given":["A","C"]}]}""", """type=insert path=Patient.name.given index=1 valueString="B" """, """{"resourceType":"Patient","name":[{"given":["A","B","C"]}]}""")]
    [InlineData(Names, """type=insert path=Patient.name index=3 valueHumanName={"family":"D"}""", """{"resourceType":"Patient","name":[{"family":"A"},{"family":"B"},{"family":"C"},{"family":"D"}]}""")]
    [InlineData(Names, """type=insert path=Patient.name index=0 valueHumanName={"family":"D"}""", """{"resourceType":"Patient","name":[{"family":"D"},{"family":"A"},{"family":"B"},{"family":"C"}]}""")]
    [InlineData(Names, """type=replace path=Patient.name[1] valueHumanName={"family":"D"}""", """{"resourceType":"Patient","name":[{"family":"A"},{"family":"D"},{"family":"C"}]}""")]
    [InlineData(Names, """type=replace path=Patient.name.where(family='B').family valueString="D" """, """{"resourceType":"Patient","name":[{"family":"A"},{"family":"D"},{"family":"C"}]}""")]
    [InlineData(Names, """type=move path=Patient.name source=0 destination=2""", """{"resourceType":"Patient","name":[{"family":"B"},{"family":"C"},{"family":"A"}]}""")]
    [InlineData(Names, """type=move path=Patient.name source=2 destination=1""", """{"resourceType":"Patient","name":[{"family":"A"},{"family":"C"},{"family":"B"}]}""")]
    [InlineData(Names, """type=move path=Patient.name source=1 destination=1""", Names)]
    [InlineData("""{"resourceType":"Patient","active":true}""", """type=delete path=Patient.birthDate""", """{"resourceType":"Patient","active":true}""")]
    [InlineData("""{"resourceType":"Observation","valueString":"x"}""", """type=replace path=Observation.value valueQuantity={"value":1.10}""", """{"resourceType":"Observation","valueQuantity":{"value":1.10}}""")]
    [InlineData("""{"resourceType":"Observation"}""", """type=add path=Observation name=value valueQuantity={"value":1}""", """{"resourceType":"Observation","valueQuantity":{"value":1}}""")]
    [InlineData("""{"resourceType":"Observation"}""", """type=add path=Observation name=value[x] valueBoolean=true""", """{"resourceType":"Observation","valueBoolean":true}""")]
    [InlineData("""{"resourceType":"Observation"}""", """type=add path=Observation name=referenceRange part=[{"name":"low","valueQuantity":{"value":1}}]""", """{"resourceType":"Observation","referenceRange":[{"low":{"value":1}}]}""")]
    [InlineData("""{"resourceType":"Patient","birthDate":"1970"}""", """type=add path=Patient.birthDate name=extension part=[{"name":"url","valueUri":"http://x"},{"name":"value","valueCode":"y"}]""", """{"resourceType":"Patient","birthDate":"1970","_birthDate":{"extension":[{"url":"http://x","valueCode":"y"}]}}""")]
    [InlineData("""{"resourceType":"Patient"}""", """type=add path=Patient name=contact part=[{"name":"name","valueHumanName":{"text":"A"}},{"name":"telecom","valueContactPoint":{"value":"1"}},{"name":"telecom","valueContactPoint":{"value":"2"}}]""", """{"resourceType":"Patient","contact":[{"name":{"text":"A"},"telecom":[{"value":"1"},{"value":"2"}]}]}""")]
    [InlineData("""{"resourceType":"Questionnaire","status":"draft"}""", """type=add path=Questionnaire name=item part=[{"name":"linkId","valueString":"1"},{"name":"type","valueCode":"group"},{"name":"item","part":[{"name":"linkId","valueString":"1.1"},{"name":"type","valueCode":"string"}]}]""", """{"resourceType":"Questionnaire","status":"draft","item":[{"linkId":"1","type":"group","item":[{"linkId":"1.1","type":"string"}]}]}""")]
    [InlineData("""{"resourceType":"Patient"}""", """type=add path=Patient name=text part=[{"name":"status","valueCode":"generated"},{"name":"div","valueString":"<div xmlns=\"http://www.w3.org/1999/xhtml\">A</div>"}]""", """{"resourceType":"Patient","text":{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\">A</div>"}}""")]
    [InlineData("""{"resourceType":"Patient"}""", """type=add path=Patient name=contained resource={"resourceType":"Organization","id":"o"}""", """{"resourceType":"Patient","contained":[{"resourceType":"Organization","id":"o"}]}""")]
    [InlineData("""{"resourceType":"Patient","contained":[{"resourceType":"Organization","id":"o"}]}""", """type=add path=Patient.contained[0] name=active valueBoolean=true""", """{"resourceType":"Patient","contained":[{"resourceType":"Organization","id":"o","active":true}]}""")]
    [InlineData("""{"resourceType":"Patient","managingOrganization":{"reference":"#o"},"contained":[{"resourceType":"Organization","id":"o"}]}""", """type=add path=Patient.managingOrganization.resolve() name=active valueBoolean=true""", """{"resourceType":"Patient","managingOrganization":{"reference":"#o"},"contained":[{"resourceType":"Organization","id":"o","active":true}]}""")]
    public void What_an_operation_makes(string resource, string operation, string expected) => Patched(resource, operation).Should().Be(Ordered(expected));

    [Fact]
    public void Operations_are_done_to_what_those_before_them_made() =>
        Patched(Names, "type=delete path=Patient.name[0]", """type=insert path=Patient.name index=1 valueHumanName={"family":"D"}""", "type=move path=Patient.name source=2 destination=0", """type=add path=Patient.name[2] name=use valueCode="old" """, "type=replace path=Patient.name[2].use valueCode=\"usual\"", "type=delete path=Patient.name[1].family")
            .Should().Be(Ordered("""{"resourceType":"Patient","name":[{"family":"C"},{"family":"D","use":"usual"}]}"""));

    [Theory]
    [InlineData("type=replace path=Patient.birthDate valueDate=\"1931\"", "Operation 1 (replace): the path leads to no element.")]
    [InlineData("type=add path=Patient.contact name=gender valueCode=\"male\"", "Operation 1 (add): the path leads to no element.")]
    [InlineData("type=insert path=Patient.identifier index=0 valueIdentifier={\"value\":\"1\"}", "Operation 1 (insert): the path leads to no element.")]
    [InlineData("type=delete path=Patient.name", "Operation 1 (delete): the path leads to 3 elements; it must lead to one.")]
    [InlineData("type=replace path=Patient.name valueHumanName={\"text\":\"x\"}", "Operation 1 (replace): the path leads to 3 elements; it must lead to one.")]
    [InlineData("type=add path=Patient.name name=use valueCode=\"old\"", "Operation 1 (add): the path leads to 3 elements; it must lead to one.")]
    [InlineData("type=insert path=Patient.name index=4 valueHumanName={\"text\":\"x\"}", "Operation 1 (insert): the index is beyond the end of a list of 3.")]
    [InlineData("type=insert path=Patient.name.where(family!='A') index=0 valueHumanName={\"text\":\"x\"}", "Operation 1 (insert): the path must lead to all elements of one list, in their order.")]
    [InlineData("type=insert path=Patient.active index=0 valueBoolean=true", "Operation 1 (insert): the element active does not repeat.")]
    [InlineData("type=move path=Patient.name source=3 destination=0", "Operation 1 (move): source or destination is beyond the end of a list of 3.")]
    [InlineData("type=move path=Patient.name source=0 destination=3", "Operation 1 (move): source or destination is beyond the end of a list of 3.")]
    [InlineData("type=add path=Patient name=active valueBoolean=false", "Operation 1 (add): the element active does not repeat and is there already.")]
    [InlineData("type=add path=Patient name=nosuch valueBoolean=false", "Operation 1 (add): Patient has no element of that name.")]
    [InlineData("type=add path=Patient name=birthDate valueString=\"1931\"", "Operation 1 (add): Patient.birthDate is a date, not a string.")]
    [InlineData("type=add path=Patient name=gender valueString=\"male\"", "Operation 1 (add): Patient.gender is a code, not a string.")]
    [InlineData("type=replace path=Patient.name[0] valueString=\"x\"", "Operation 1 (replace): Patient.name is a HumanName, not a string.")]
    [InlineData("type=add path=Patient name=deceased valueString=\"yes\"", "Operation 1 (add): Patient.deceased[x] cannot be a string.")]
    [InlineData("type=add path=Patient name=deceased part=[{\"name\":\"id\",\"valueString\":\"x\"}]", "Operation 1 (add): Patient.deceased[x] can be of several types, of which parts do not tell one.")]
    [InlineData("type=add path=Patient name=contact part=[{\"name\":\"gender\",\"valueCode\":\"male\"},{\"name\":\"gender\",\"valueCode\":\"male\"}]", "Operation 1 (add): the element gender does not repeat and is there already.")]
    [InlineData("type=add path=Patient name=contact part=[{\"name\":\"nosuch\",\"valueCode\":\"male\"}]", "Operation 1 (add): Patient.contact has no element of that name.")]
    [InlineData("type=add path=Patient name=contained valueString=\"x\"", "Operation 1 (add): Patient.contained holds a resource.")]
    [InlineData("type=delete path=Patient", "Operation 1 (delete): the path leads to the resource itself.")]
    [InlineData("type=replace path=Patient valueString=\"x\"", "Operation 1 (replace): the path leads to the resource itself.")]
    [InlineData("type=delete path=Patient.name.count()", "Operation 1 (delete): the path gives values that are no elements of the resource.")]
    [InlineData("type=delete path=Patient.nosuch", "Operation 1 (delete): the path is at fault: *")]
    [InlineData("type=delete path=Patient.name[", "Operation 1 (delete): the path is at fault: *")]
    [InlineData("type=delete path=Observation.status", "Operation 1 (delete): the path is at fault: *")]
    public void What_cannot_be_done_says_which_operation_and_why(string operation, string message) =>
        Refused(Names.Replace("\"name\"", "\"active\":true,\"name\"", StringComparison.Ordinal), operation).Should().Match(message);

    [Theory]
    [InlineData("""[{"name":"op"}]""", "Parameters.parameter[0]: Each parameter is named operation.")]
    [InlineData("""[{"name":"operation","part":[{"name":"path","valueString":"Patient"}]}]""", "Parameters.parameter[0]: The part type must be add, insert, delete, replace or move.")]
    [InlineData("""[{"name":"operation","part":[{"name":"type","valueCode":"test"}]}]""", "Parameters.parameter[0]: The part type must be add, insert, delete, replace or move.")]
    [InlineData("""[{"name":"operation","part":[{"name":"type","valueCode":"delete"}]}]""", "Parameters.parameter[0]: delete needs the part path.")]
    [InlineData("""[{"name":"operation","part":[{"name":"type","valueCode":"delete"},{"name":"path","valueInteger":1}]}]""", "Parameters.parameter[0].part[1]: The part path must be a valueString.")]
    [InlineData("""[{"name":"operation","part":[{"name":"type","valueCode":"delete"},{"name":"path","valueString":"a"},{"name":"index","valueInteger":1}]}]""", "Parameters.parameter[0].part[2]: delete has no use for such a part.")]
    [InlineData("""[{"name":"operation","part":[{"name":"type","valueCode":"delete"},{"name":"path","valueString":"a"},{"name":"path","valueString":"b"}]}]""", "Parameters.parameter[0].part[2]: An operation has each part once.")]
    [InlineData("""[{"name":"operation","part":[{"name":"type","valueCode":"move"},{"name":"path","valueString":"a"},{"name":"source","valueInteger":-1},{"name":"destination","valueInteger":0}]}]""", "Parameters.parameter[0].part[2]: The part source must be a valueInteger, and no less than 0.")]
    public void What_is_no_patch_is_refused_with_its_place(string parameters, string fault)
    {
        var parse = PathPatch.Read(FhirJson.Read(Encoding.UTF8.GetBytes($$"""{"resourceType":"Parameters","parameter":{{parameters}}}""")).Root);
        parse.Patch.Should().BeNull();
        parse.Faults.Should().ContainSingle().Which.ToString().Should().Be(fault);
    }

    [Fact]
    public void A_resource_of_another_type_is_no_patch() =>
        PathPatch.Read(FhirJson.Read("""{"resourceType":"Patient"}"""u8.ToArray()).Root).Faults.Should().ContainSingle().Which.Message.Should().Be("A FHIRPath Patch is a Parameters resource.");

    [Fact]
    public void Elements_do_not_get_nested_deeper_than_can_be_read()
    {
        // Each operation adds to what the one before it added.
        var path = new StringBuilder("Questionnaire.item");
        var operations = new List<string> { """type=add path=Questionnaire name=item part=[{"name":"linkId","valueString":"0"}]""" };
        for (var i = 0; i < 70; i++, path.Append(".item"))
            operations.Add($$"""type=add path={{path}} name=item part=[{"name":"linkId","valueString":"{{i}}"}]""");
        Refused("""{"resourceType":"Questionnaire","status":"draft"}""", [.. operations]).Should().EndWith("elements would be nested more than 64 deep.");
    }

    [Fact]
    public void A_path_that_costs_too_much_ends() =>
        Refused("""{"resourceType":"Patient","name":[{"given":["A","B","C","D","E","F","G","H"]}]}""", "type=delete path=Patient.name.given.select($this|%resource.name.given).repeat(%resource.descendants().select(%resource.descendants().select(%resource.descendants().select(%resource.descendants().select(%resource.descendants())))))")
            .Should().StartWith("Operation 1 (delete): the path is at fault:");

    private static string Patched(string resource, params string[] operations)
    {
        var read = Apply(resource, operations);
        read.Faults.Should().BeEmpty();
        return Ordered(FhirJson.ToText(read.Root));
    }

    private static string Refused(string resource, params string[] operations) => Apply(resource, operations).Faults.Should().ContainSingle().Which.Message;

    private static ReadResult Apply(string resource, string[] operations)
    {
        var parameters = new JsonObject { ["resourceType"] = "Parameters", ["parameter"] = new JsonArray([.. operations.Select(Operation)]) };
        var parse = PathPatch.Read(FhirJson.Read(Encoding.UTF8.GetBytes(parameters.ToJsonString())).Root);
        parse.Faults.Should().BeEmpty();
        return parse.Patch!.Apply(FhirJson.Read(Encoding.UTF8.GetBytes(resource)).Root);
    }

    // type=… path=… and what else the operation has; a value or parts come last, as JSON.
    private static JsonNode Operation(string text)
    {
        var parts = new JsonArray();
        for (var rest = text.Trim(); rest.Length > 0;)
        {
            var (name, content) = (rest[..rest.IndexOf('=')], rest[(rest.IndexOf('=') + 1)..]);
            var isLast = name.StartsWith("value", StringComparison.Ordinal) || name is "part" or "resource";
            var end = isLast ? content.Length : NextPart(content);
            parts.Add(name switch
            {
                "type" => new JsonObject { ["name"] = name, ["valueCode"] = content[..end] },
                "path" or "name" => new JsonObject { ["name"] = name, ["valueString"] = content[..end] },
                "index" or "source" or "destination" => new JsonObject { ["name"] = name, ["valueInteger"] = int.Parse(content[..end], System.Globalization.CultureInfo.InvariantCulture) },
                _ => new JsonObject { ["name"] = "value", [name] = JsonNode.Parse(content) },
            });
            rest = content[end..].TrimStart();
        }

        return new JsonObject { ["name"] = "operation", ["part"] = parts };
    }

    private static int NextPart(string content) => content.IndexOf(' ') is >= 0 and var space ? space : content.Length;

    // The order of properties says nothing.
    private static string Ordered(string json) => Ordered(JsonNode.Parse(json))!.ToJsonString();

    private static JsonNode? Ordered(JsonNode? node) => node switch
    {
        JsonObject holder => new JsonObject(holder.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => KeyValuePair.Create(p.Key, Ordered(p.Value)))),
        JsonArray array => new JsonArray([.. array.Select(Ordered)]),
        _ => node?.DeepClone(),
    };
}
