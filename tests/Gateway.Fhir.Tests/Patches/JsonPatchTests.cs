using System.Text;
using System.Text.Json.Nodes;
using Gateway.Fhir.Json;
using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Patches;

namespace Gateway.Fhir.Tests.Patches;

public sealed class JsonPatchTests
{
    [Theory]
    // RFC 6902, appendix A, and what its text asks beside.
    [InlineData("""{"foo":"bar"}""", """[{"op":"add","path":"/baz","value":"qux"}]""", """{"baz":"qux","foo":"bar"}""")]
    [InlineData("""{"baz":"qux","foo":"bar"}""", """[{"op":"remove","path":"/baz"}]""", """{"foo":"bar"}""")]
    [InlineData("""{"baz":"qux","foo":"bar"}""", """[{"op":"replace","path":"/baz","value":"boo"}]""", """{"baz":"boo","foo":"bar"}""")]
    [InlineData("""{"foo":["all","grass","cows","eat"]}""", """[{"op":"move","from":"/foo/1","path":"/foo/3"}]""", """{"foo":["all","cows","eat","grass"]}""")]
    [InlineData("""{"foo":"bar"}""", """[{"op":"add","path":"/baz","value":"qux","xyz":123}]""", """{"foo":"bar","baz":"qux"}""")]
    [InlineData("""{"foo":["bar"]}""", """[{"op":"add","path":"/foo/-","value":["abc","def"]}]""", """{"foo":["bar",["abc","def"]]}""")]
    [InlineData("""{"/":9,"~1":10}""", """[{"op":"test","path":"/~01","value":10}]""", """{"/":9,"~1":10}""")]
    [InlineData("""{"/":9,"~1":10}""", """[{"op":"replace","path":"/~1","value":8},{"op":"remove","path":"/~01"}]""", """{"/":8}""")]
    [InlineData("""{"a":1}""", """[{"op":"add","path":"/a","value":null}]""", """{"a":null}""")]
    [InlineData("""{"a":null}""", """[{"op":"test","path":"/a","value":null},{"op":"replace","path":"/a","value":true}]""", """{"a":true}""")]
    [InlineData("""{"a":[null,1]}""", """[{"op":"test","path":"/a/0","value":null},{"op":"remove","path":"/a/0"}]""", """{"a":[1]}""")]
    [InlineData("""{"a":1.0}""", """[{"op":"test","path":"/a","value":1},{"op":"test","path":"/a","value":10e-1}]""", """{"a":1.0}""")]
    [InlineData("""{"a":{"b":1,"c":[1,2]}}""", """[{"op":"test","path":"/a","value":{"c":[1,2],"b":1}}]""", """{"a":{"b":1,"c":[1,2]}}""")]
    [InlineData("""{"a":{"b":1}}""", """[{"op":"copy","from":"/a","path":"/c"},{"op":"replace","path":"/c/b","value":2}]""", """{"a":{"b":1},"c":{"b":2}}""")]
    [InlineData("""{"a":{"b":1}}""", """[{"op":"move","from":"/a/b","path":"/a"}]""", """{"a":1}""")]
    [InlineData("""{"a":1}""", """[{"op":"move","from":"/a","path":"/a"}]""", """{"a":1}""")]
    [InlineData("""{"":1,"b":2}""", """[{"op":"replace","path":"/","value":3}]""", """{"":3,"b":2}""")]
    [InlineData("""{"a":1}""", """[{"op":"test","path":"","value":{"a":1}},{"op":"replace","path":"","value":[7]},{"op":"add","path":"/0","value":6}]""", "[6,7]")]
    [InlineData("""{"a":1}""", """[{"op":"add","path":"","value":"all"}]""", "\"all\"")]
    [InlineData("""{"a":1}""", """[{"op":"add","path":"/0","value":0}]""", """{"a":1,"0":0}""")]
    [InlineData("[1,2]", """[{"op":"add","path":"/2","value":3}]""", "[1,2,3]")]
    [InlineData("""{"a":1}""", "[]", """{"a":1}""")]
    public void What_a_patch_makes(string document, string patch, string expected)
    {
        Apply(document, patch, out var patched).Should().BeNull();
        JsonNode.DeepEquals(patched, JsonNode.Parse(expected)).Should().BeTrue(patched?.ToJsonString());
    }

    [Theory]
    [InlineData("""{"a":1}""", """[{"op":"remove","path":"/b"}]""", "Operation 1 (remove): there is nothing at /b.")]
    [InlineData("""{"a":1}""", """[{"op":"add","path":"/b","value":2},{"op":"replace","path":"/c","value":3}]""", "Operation 2 (replace): there is nothing at /c.")]
    [InlineData("""{"a":{}}""", """[{"op":"add","path":"/a/b/c","value":1}]""", "Operation 1 (add): there is nothing at /a/b.")]
    [InlineData("""{"a":[1]}""", """[{"op":"add","path":"/a/2","value":1}]""", "Operation 1 (add): /a/2 is beyond the end of an array of 1.")]
    [InlineData("""{"a":[1]}""", """[{"op":"add","path":"/a/01","value":1}]""", "Operation 1 (add): the last part of /a/01 is no index of an array.")]
    [InlineData("""{"a":[1]}""", """[{"op":"add","path":"/a/1e0","value":1}]""", "Operation 1 (add): the last part of /a/1e0 is no index of an array.")]
    [InlineData("""{"a":[1]}""", """[{"op":"remove","path":"/a/-"}]""", "Operation 1 (remove): there is nothing at /a/-.")]
    [InlineData("""{"a":[1]}""", """[{"op":"replace","path":"/a/1","value":1}]""", "Operation 1 (replace): there is nothing at /a/1.")]
    [InlineData("""{"a":[1]}""", """[{"op":"remove","path":"/a/99999999999"}]""", "Operation 1 (remove): there is nothing at /a/99999999999.")]
    [InlineData("""{"a":1}""", """[{"op":"add","path":"/a/b","value":1}]""", "Operation 1 (add): nothing can be added to /a, which is no object and no array.")]
    [InlineData("""{"a":{"b":1}}""", """[{"op":"move","from":"/a","path":"/a/b"}]""", "Operation 1 (move): /a cannot be moved into itself.")]
    [InlineData("""{"a":1}""", """[{"op":"move","from":"/b","path":"/b"}]""", "Operation 1 (move): there is nothing at /b.")]
    [InlineData("""{"a":1}""", """[{"op":"copy","from":"/b","path":"/a"}]""", "Operation 1 (copy): there is nothing at /b.")]
    [InlineData("""{"a":1}""", """[{"op":"remove","path":""}]""", "Operation 1 (remove): the whole document cannot be taken away.")]
    [InlineData("""{"a":"1"}""", """[{"op":"test","path":"/a","value":1}]""", "Operation 1 (test): what is at /a is not equal to the value.")]
    [InlineData("""{"a":[1,2]}""", """[{"op":"test","path":"/a","value":[2,1]}]""", "Operation 1 (test): what is at /a is not equal to the value.")]
    [InlineData("""{"a":1}""", """[{"op":"test","path":"/b","value":null}]""", "Operation 1 (test): there is nothing at /b.")]
    public void What_cannot_be_done_says_which_operation_and_where(string document, string patch, string message)
    {
        Apply(document, patch, out var patched)!.Message.Should().Be(message);
        patched.Should().BeNull();
    }

    [Theory]
    [InlineData("{}", "A JSON Patch is an array of operations.")]
    [InlineData("null", "A JSON Patch is an array of operations.")]
    [InlineData("[1]", "Operation 1: An operation is an object.")]
    [InlineData("""[{"op":"test","path":"/a","value":1},{"path":"/a","value":1}]""", "Operation 2: op must be add, remove, replace, move, copy or test.")]
    [InlineData("""[{"op":"spam","path":"/a","value":1}]""", "Operation 1: op must be add, remove, replace, move, copy or test.")]
    [InlineData("""[{"op":["add"],"path":"/a","value":1}]""", "Operation 1: op must be add, remove, replace, move, copy or test.")]
    [InlineData("""[{"op":"remove"}]""", "Operation 1: path must be there, and be a string.")]
    [InlineData("""[{"op":"remove","path":null}]""", "Operation 1: path must be there, and be a string.")]
    [InlineData("""[{"op":"remove","path":"a"}]""", "Operation 1: path is no JSON Pointer: it is empty or starts with /, and ~ is written ~0.")]
    [InlineData("""[{"op":"remove","path":"/a~2"}]""", "Operation 1: path is no JSON Pointer: it is empty or starts with /, and ~ is written ~0.")]
    [InlineData("""[{"op":"remove","path":"/a~"}]""", "Operation 1: path is no JSON Pointer: it is empty or starts with /, and ~ is written ~0.")]
    [InlineData("""[{"op":"add","path":"/a"}]""", "Operation 1: add needs a value.")]
    [InlineData("""[{"op":"test","path":"/a"}]""", "Operation 1: test needs a value.")]
    [InlineData("""[{"op":"copy","path":"/a"}]""", "Operation 1: from must be there, and be a string.")]
    [InlineData("""[{"op":"remove","path":"/a\ud800"}]""", "The patch holds half of a surrogate pair.")]
    [InlineData("""[{"op":"add","path":"/a","value":1},""", "The JSON ends too early.")]
    // RFC 6902, A.13.
    [InlineData("""[{"op":"add","path":"/baz","value":"qux","op":"remove"}]""", "The JSON is malformed here.")]
    public void What_is_no_patch_is_refused_before_anything_is_done(string patch, string message)
    {
        var parse = JsonPatch.Read(Encoding.UTF8.GetBytes(patch));
        parse.Patch.Should().BeNull();
        parse.Faults.Should().ContainSingle().Which.Message.Should().Be(message);
    }

    [Fact]
    public void All_faulty_operations_are_told() =>
        JsonPatch.Read("""[{"op":"add"},{"op":"move","path":"/a"}]"""u8.ToArray()).Faults.Select(f => f.Message).Should()
            .Equal("Operation 1: path must be there, and be a string.", "Operation 1: add needs a value.", "Operation 2: from must be there, and be a string.");

    [Fact]
    public void A_resource_keeps_the_text_of_what_was_not_touched() =>
        Patched("""{"resourceType":"Observation","status":"final","code":{"text":"é<&\""},"valueQuantity":{"value":1.10}}""", """[{"op":"replace","path":"/status","value":"amended"}]""")
            .Should().Be("""{"resourceType":"Observation","status":"amended","code":{"text":"é<&\""},"valueQuantity":{"value":1.10}}""");

    [Fact]
    public void What_a_patch_empties_is_left_out_of_a_resource() =>
        Patched("""{"resourceType":"Patient","contact":[{"name":{"given":["A"]}}],"active":true}""", """[{"op":"remove","path":"/contact/0/name/given/0"}]""")
            .Should().Be("""{"resourceType":"Patient","active":true}""");

    [Fact]
    public void What_was_emptied_can_be_filled_again() =>
        Patched("""{"resourceType":"Patient","name":[{"family":"A"}]}""", """[{"op":"remove","path":"/name/0"},{"op":"add","path":"/name/-","value":{"family":"B"}}]""")
            .Should().Be("""{"resourceType":"Patient","name":[{"family":"B"}]}""");

    [Theory]
    [InlineData("""[{"op":"add","path":"/name","value":[]}]""", "Patient.name: After the patch: The array is empty.")]
    [InlineData("""[{"op":"add","path":"/nosuch","value":1}]""", "Patient.nosuch: After the patch: Patient has no property 'nosuch'.")]
    [InlineData("""[{"op":"add","path":"/active","value":"true"}]""", "Patient.active: After the patch: The value must be a boolean, not a string.")]
    [InlineData("""[{"op":"replace","path":"","value":1}]""", "After the patch: The JSON is not an object.")]
    [InlineData("""[{"op":"replace","path":"/resourceType","value":"Person"}]""", "Patient: A patch does not make a resource of another type.")]
    public void What_is_no_resource_afterwards_is_refused_with_its_place(string patch, string fault) =>
        Refused("""{"resourceType":"Patient","birthDate":"1970-01-01"}""", patch).Should().Be(fault);

    [Fact]
    public void A_patch_that_copies_itself_larger_and_larger_ends()
    {
        var text = new string('x', 1000);
        var doubling = string.Join(",", Enumerable.Range(0, 40).Select(_ => """{"op":"copy","from":"","path":"/a"},{"op":"copy","from":"","path":"/b"}"""));
        Apply($$"""{"text":"{{text}}"}""", $"[{doubling}]", out _)!.Message.Should().Match("Operation * (copy): *");
    }

    [Fact]
    public void Nesting_that_grows_with_each_operation_ends()
    {
        var nesting = string.Join(",", Enumerable.Range(0, 400).Select(_ => """{"op":"add","path":"/n","value":{}},{"op":"move","from":"/a","path":"/n/a"},{"op":"move","from":"/n","path":"/a"}""").Take(166));
        Apply("""{"a":{}}""", $"[{nesting}]", out _)!.Message.Should().EndWith("what it makes is nested too deep.");
    }

    [Fact]
    public void More_operations_than_the_limit_are_refused() =>
        JsonPatch.Read(Encoding.UTF8.GetBytes($"[{string.Join(",", Enumerable.Repeat("""{"op":"remove","path":"/a"}""", 501))}]")).Faults.Should().ContainSingle()
            .Which.Message.Should().Be("The patch has 501 operations; at most 500 are done.");

    private static string Patched(string resource, string patch) => FhirJson.ToText(Read(patch).Apply(FhirJson.Read(Encoding.UTF8.GetBytes(resource)).Root).Root);

    private static string Refused(string resource, string patch) => Read(patch).Apply(FhirJson.Read(Encoding.UTF8.GetBytes(resource)).Root).Faults.Should().ContainSingle().Which.ToString();

    private static Fault? Apply(string document, string patch, out JsonNode? patched) => Read(patch).Apply(JsonNode.Parse(document), out patched);

    private static JsonPatch Read(string patch)
    {
        var parse = JsonPatch.Read(Encoding.UTF8.GetBytes(patch));
        parse.Faults.Should().BeEmpty();
        return (JsonPatch)parse.Patch!;
    }
}
