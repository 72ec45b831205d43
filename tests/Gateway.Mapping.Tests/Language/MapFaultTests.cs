using Gateway.Fhir.Json;
using Gateway.Mapping.Language;

namespace Gateway.Mapping.Tests.Language;

public sealed class MapFaultTests
{
    [Theory]
    [InlineData("src.a -> tgt.b = ;", "3:18: g.a: A variable or a literal is expected here.")]
    [InlineData("src.a -> tgt.b = nope(src);", "3:18: g.a: There is no such transform; there are create, copy, truncate, escape, cast, append, translate, reference, dateOp, uuid, pointer, evaluate, cc, c, qty, id, cp.")]
    [InlineData("src.a where b = -> tgt.c;", "3:17: g.a: The expression ends too early.")]
    [InlineData("src.a where (b -> tgt.c;", "3:16: g.a: A ) is expected here.")]
    [InlineData("src.a where b = 'c -> tgt.c;", "3:17: g.a: The quote is not closed.")]
    [InlineData("src.a 2..1;", "3:7: g.a: The cardinality allows fewer than it demands.")]
    [InlineData("src.a 1..x;", "3:10: g.a: A whole number is expected here.")]
    [InlineData("src.a first last;", "3:13: g.a: A source has one list option.")]
    [InlineData("src.a as v -> tgt.b = 99999999999 \"named\";", "3:23: g.named: The number does not fit into 32 bits.")]
    [InlineData("src.a as v -> tgt.b = @2020-02-31;", "3:23: g.a: There is no such date or time.")]
    [InlineData("src.a as v -> tgt.b = evaluate(v, 'b ='), tgt.c;", "3:35: g.a: The string holds no FHIRPath. The expression ends too early.")]
    [InlineData("src.a as v -> tgt.b as w share;", "3:31: g.a: The id of what is shared is expected here.")]
    [InlineData("src.a\nsrc.b;", "4:1: g.a: A ; is expected here.")]
    [InlineData("src.a -> tgt.b = 'x\\d';", "3:18: g.a: This text has an escape that is not known: \\f \\n \\r \\t \\uXXXX \\\\ \\' \\\" \\` \\/ are.")]
    [InlineData("src.é;", "3:5: g: This character starts nothing in a map.")]
    public void A_faulty_rule_is_named_with_its_place(string rule, string fault) => Faults($"{rule}\n").Should().Equal(fault);

    [Fact]
    public void All_faults_of_a_map_are_reported_at_once_in_order()
    {
        var faults = Read("""
            /// status = "wrong"
            map "http://example.org/m" m
            uses "http://example.org/s" as wrong
            imports unquoted
            let a 5;
            conceptmap "#c" {
              prefix s = "x"
              u:a == s:b
              s:a ? s:b
              s:a == s:
            }
            group a(source) {
              src.x -> ;
              src.y -> tgt.y;
              src.z -> tgt.z then {
                src.deep where = 1;
                src.fine;
              };
            }
            group b(source s) <<wrong>> {
              s.x;
            """);
        string.Join('\n', faults).Should().Be(string.Join('\n',
            "1:14: The status is one of draft, active, retired, unknown.",
            "2:5: The map has no name.",
            "2:28: A = is expected here.",
            "3:32: One of source, queried, target, produced is expected here.",
            "4:9: The URL of a map in quotes is expected here.",
            "5:7: A = is expected here.",
            "8:3: This prefix is not declared.",
            "9:7: This character starts nothing in a map.",
            "11:1: A code is expected here.",
            "12:15: a: The name of an input is expected here.",
            "13:12: a.x: A target is expected here.",
            "16:20: a.deep: This is not expected here.",
            "20:21: b: A group is for types or type+.",
            "21:7: b: A } is expected here."));
    }

    [Fact]
    public void A_group_that_is_not_closed_does_not_hide_the_next() => Read("""
        map "http://example.org/m" = m
        group a(source s) {
          s.x;
        group b(source s) {
          s.y -> ;
        }
        """).Should().Equal("4:1: a: A } is expected here.", "5:10: b.y: A target is expected here.");

    [Theory]
    [InlineData("", "The map has no group.|The map has no URL.|The map has no name.")]
    [InlineData("map \"http://x\" = m", "The map has no group.")]
    [InlineData("map \"http://x\" = m /* open", "The comment is not closed.|The map has no group.")]
    [InlineData("hello", "One of map, conceptmap, uses, imports, let and group is expected here.|The map has no group.|The map has no URL.|The map has no name.")]
    public void Text_that_is_no_map_is_refused(string text, string faults) => MapText.Read(text).Faults.Select(f => f.Message).Should().BeEquivalentTo(faults.Split('|'));

    [Theory]
    [InlineData("""{"resourceType":"Patient"}""", "1:1: The resource is not a StructureMap.")]
    [InlineData("""{"resourceType":"StructureMap","name":"n","url":"u"}""", "1:1: The map has no group.")]
    [InlineData("""{"resourceType":"StructureMap","name":"n","url":"u","group":[{"name":"g","input":[{"name":"s","mode":"source"}],"rule":[{"name":"r"}]}]}""", "1:121: g.r: The rule has no source.")]
    [InlineData("""{"resourceType":"StructureMap","name":"n","url":"u","group":[{"name":"g","input":[{"name":"s","mode":"source"}],"rule":[{"name":"r","source":[{"context":"s","condition":"a ="}]}]}]}""", "1:170: g.r: This is no FHIRPath: at 1:4, The expression ends too early.")]
    [InlineData("""{"resourceType":"StructureMap","name":"n","url":"u","group":[{"name":"g","input":[{"name":"s","mode":"source"}],"rule":[{"name":"r","source":[{"context":"s"}],"target":[{"context":"s","transform":"nope"}]}]}]}""", "1:197: g.r: The code is none of create, copy, truncate, escape, cast, append, translate, reference, dateOp, uuid, pointer, evaluate, cc, c, qty, id, cp.")]
    public void A_structure_map_with_faults_is_refused_with_their_places(string json, string fault) =>
        MapResource.Read(FhirJson.Read(System.Text.Encoding.UTF8.GetBytes(json)).Root).Faults.Select(f => f.ToString()).Should().Equal(fault);

    private static IEnumerable<string> Faults(string rules) => Read($"map \"http://example.org/m\" = m\ngroup g(source src, target tgt) {{\n{rules}}}");

    private static IEnumerable<string> Read(string text) => MapText.Read(text).Faults.Select(f => f.ToString());
}
