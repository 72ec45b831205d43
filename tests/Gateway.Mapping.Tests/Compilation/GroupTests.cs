using Gateway.Mapping.Compilation;

namespace Gateway.Mapping.Tests.Compilation;

public sealed class GroupTests
{
    [Fact]
    public void A_group_is_run_with_sources_targets_and_literals() => Made("""
        group Main(source src : Patient, target tgt : Patient) {
          src.name as n -> tgt.name as m then Name(n, m, 'official') "a";
        }
        group Name(source n, target m : HumanName, source use) {
          n.family -> m.family;
          use -> m.use = use "use";
        }
        """).Should().Be("""{"resourceType":"Patient","name":[{"use":"official","family":"Lee"},{"use":"official","family":"Kay"}]}""");

    [Fact]
    public void A_group_that_extends_another_runs_that_first() => Made("""
        group Main(source src : Patient, target tgt : Patient) extends Base {
          src -> tgt.gender = 'male' "b";
        }
        group Base(source a : Patient, target b : Patient) {
          a.gender -> b.gender;
          a.active -> b.active;
        }
        """).Should().Be("""{"resourceType":"Patient","active":true,"gender":"male"}""");

    [Fact]
    public void A_group_for_a_pair_of_types_is_used_when_none_is_named() => Made("""
        group Main(source src : Patient, target tgt : Patient) {
          src.name -> tgt.name;
          src.birthDate -> tgt.birthDate;
        }
        group Names(source a : HumanName, target b : HumanName) <<types>> {
          a.family -> b.text;
        }
        group Strings(source a : string, target b : string) <<type+>> {
          a.value as v -> b.value = (%v.upper()) "upper";
        }
        """).Should().Be("""{"resourceType":"Patient","name":[{"text":"LEE"},{"text":"KAY"}],"birthDate":"1984-06-12"}""");

    [Fact]
    public void A_group_that_is_declared_for_its_source_decides_the_type_of_a_choice() => SmallMap.Json(SmallMap.Run("""
        /// url = "https://example.org/StructureMap/Small"
        /// name = "Small"
        uses "http://hl7.org/fhir/StructureDefinition/Observation" alias Observation as source
        uses "http://hl7.org/fhir/StructureDefinition/Observation" alias Observation as target
        group Main(source src : Observation, target tgt : Observation) {
          src.value -> tgt.value;
        }
        group Quantities(source a : Quantity, target b : string) <<type+>> {
          a.unit as u -> b.value = u "unit";
        }
        """, """{"resourceType":"Observation","valueQuantity":{"value":1,"unit":"mg"}}""").Root).Should().Be("""{"resourceType":"Observation","valueString":"mg"}""");

    [Fact]
    public void Groups_of_imported_maps_are_found_also_through_wildcards_and_other_maps()
    {
        var main = SmallMap.Groups("""
            imports "https://example.org/StructureMap/Parts*"
            group Main(source src : Patient, target tgt : Patient) {
              src -> tgt then Deep(src, tgt) "a";
            }
            """);
        const string parts = """
            map "https://example.org/StructureMap/Parts1" = "Parts1"
            imports "https://example.org/StructureMap/Deeper"
            group Unused(source a, target b) {
            }
            """;
        const string deeper = """
            map "https://example.org/StructureMap/Deeper" = "Deeper"
            group Deep(source a, target b) {
              a.active -> b.active;
            }
            """;
        var catalog = SmallMap.Load([main, parts, deeper]);
        catalog.Faults.Should().BeEmpty();
        SmallMap.Json(catalog.Find("Small")!.Run(SmallMap.Read(SmallMap.Patient)).Root).Should().Be("""{"resourceType":"Patient","active":true}""");
    }

    [Fact]
    public void Groups_that_run_themselves_follow_the_data() => SmallMap.Json(SmallMap.Run("""
        /// url = "https://example.org/StructureMap/Small"
        /// name = "Small"
        uses "http://hl7.org/fhir/StructureDefinition/QuestionnaireResponse" alias Response as source
        uses "http://hl7.org/fhir/StructureDefinition/Patient" alias Patient as target
        group Main(source src : Response, target tgt : Patient) {
          src.item as i then Item(i, tgt) "items";
        }
        group Item(source i, target tgt) {
          i.answer as a then { a.value : string as v -> tgt.name as n, n.text = v "answer"; } "answers";
          i.item as inner then Item(inner, tgt) "items";
        }
        """, """{"resourceType":"QuestionnaireResponse","status":"completed","item":[{"linkId":"1","item":[{"linkId":"2","answer":[{"valueString":"x"},{"valueInteger":1}]}]}]}""").Root)
        .Should().Be("""{"resourceType":"Patient","name":[{"text":"x"}]}""");

    [Fact]
    public void An_element_is_shared_within_one_run_of_a_group() => Made("""
        group Main(source src : Patient, target tgt : Patient) {
          src.name as n then G(n, tgt) "b";
        }
        group G(source n, target tgt) {
          n.family as f -> tgt.contact as c share one, c.name as m, m.family = f "c";
          n.given as g -> tgt.contact as c share one, c.name as m, m.given = g "d";
        }
        """).Should().Be("""{"resourceType":"Patient","contact":[{"name":{"family":"Lee","given":["Ann","Bea"]}},{"name":{"family":"Kay"}}]}""");

    [Fact]
    public void A_part_of_the_target_may_be_asked_as_a_source() => Made("""
        group Main(source src : Patient, target tgt : Patient) {
          src.active -> tgt.active;
          src -> tgt then G(tgt, tgt) "a";
        }
        group G(source s : Patient, target t : Patient) {
          s where (%s.active) -> t.gender = 'male' "a";
          s where (active) -> t.birthDate = '2020' "b";
        }
        """).Should().Be("""{"resourceType":"Patient","active":true,"gender":"male","birthDate":"2020"}""");

    [Fact]
    public void A_group_is_not_run_for_what_only_the_data_shows_to_be_of_another_type()
    {
        var result = SmallMap.Run(SmallMap.Groups("""
            group Main(source src : Patient, target tgt : Patient) {
              src.contained as c -> tgt.contained = c as tc then P(c, tc) "a";
            }
            group P(source s : Patient, target t : Patient) {
              s -> t.gender = 'male' "p";
            }
            """), """{"resourceType":"Patient","contained":[{"resourceType":"Observation","id":"o","status":"final"},{"resourceType":"Patient","id":"p"}]}""");
        SmallMap.Json(result.Root).Should().Be("""{"resourceType":"Patient","contained":[{"resourceType":"Observation","id":"o","status":"final"},{"resourceType":"Patient","id":"p","gender":"male"}]}""");
        result.Faults.Single().Message.Should().StartWith("The group P takes a Patient, and what it is given is none.");
    }

    [Fact]
    public void Versions_in_a_history_are_no_repetitions()
    {
        const string history = """{"resourceType":"Bundle","type":"history","entry":[{"fullUrl":"urn:x","resource":{"resourceType":"Patient","meta":{"versionId":"1"}}},{"fullUrl":"urn:x","resource":{"resourceType":"Patient","meta":{"versionId":"2"}}}]}""";
        SmallMap.Json(SmallMap.Run("""
            map "https://example.org/m" = "m"
            uses "http://hl7.org/fhir/StructureDefinition/Bundle" alias Bundle as source
            uses "http://hl7.org/fhir/StructureDefinition/Bundle" alias Bundle as target
            group Main(source src : Bundle, target tgt : Bundle) {
              src -> tgt = src "all";
            }
            """, history).Root).Should().Be(history);
    }

    [Fact]
    public void A_resource_that_is_mapped_again_names_the_last_map_alone()
    {
        var options = new MapOptions { Origin = new MapOrigin("https://example.org/s", "1") };
        var map = SmallMap.Compile(SmallMap.Rules("src.id -> tgt.id; src.meta -> tgt.meta;"));
        var again = SmallMap.Json(map.Run(map.Run(SmallMap.Read(SmallMap.Patient), options).Root, options).Root);
        again.Split("mapped-by").Should().HaveCount(2);
    }

    [Fact]
    public void Groups_that_go_in_circles_end_the_record()
    {
        var result = SmallMap.Run(SmallMap.Groups("""
            group Main(source src : Patient, target tgt : Patient) {
              src -> tgt then Main(src, tgt) "again";
            }
            """));
        result.IsMapped.Should().BeFalse();
        result.Faults.Single().Message.Should().Be("Groups run each other more than 256 deep; the map goes in circles. Rule Main.again (7:3).");
    }

    [Fact]
    public void Work_without_end_is_ended()
    {
        var many = string.Join(',', Enumerable.Range(0, 400).Select(i => $$"""{"family":"n{{i}}"}"""));
        var result = SmallMap.Run(SmallMap.Rules("src.name as a, src.name as b, src.name as c -> tgt.active = true \"cube\";"), $$"""{"resourceType":"Patient","name":[{{many}}]}""");
        result.IsMapped.Should().BeFalse();
        result.Faults.Single().Message.Should().StartWith("The map takes more than 20000000 steps.");
    }

    [Fact]
    public void Constants_are_named_with_and_without_percent() => SmallMap.Json(SmallMap.Run(SmallMap.Groups("""
        let word = 'x';
        let two = 1 + 1;
        group Main(source src : Patient, target tgt : Patient) {
          src -> tgt.language = word, tgt.name as n, n.text = (%word & two.toString()) "a";
        }
        """)).Root).Should().Be("""{"resourceType":"Patient","language":"x","name":[{"text":"x2"}]}""");

    [Fact]
    public void A_map_may_make_several_resources()
    {
        var result = SmallMap.Run("""
            /// url = "https://example.org/StructureMap/Small"
            /// name = "Small"
            uses "http://hl7.org/fhir/StructureDefinition/Patient" alias Patient as source
            uses "http://hl7.org/fhir/StructureDefinition/Flag" alias Flag as target
            uses "http://hl7.org/fhir/StructureDefinition/Basic" alias Basic as target
            group Main(source src : Patient, target flag : Flag, target basic : Basic) {
              src -> flag.status = 'active', flag.subject as link, link.reference = reference(src), basic.subject as other, other.reference = reference(flag) "a";
            }
            """, options: SmallMap.Ids());
        result.Targets.Select(SmallMap.Json).Should().Equal(
            """{"resourceType":"Flag","id":"00000000-0000-4000-8000-000000000001","status":"active","subject":{"reference":"Patient/p1"}}""",
            """{"resourceType":"Basic","subject":{"reference":"Flag/00000000-0000-4000-8000-000000000001"}}""");
    }

    [Fact]
    public void A_record_of_another_type_is_refused() =>
        SmallMap.Run(SmallMap.Rules("src.active -> tgt.active;"), """{"resourceType":"Basic"}""").Faults.Single().Message.Should().Be("The map Small takes a Patient, not a Basic.");

    [Fact]
    public void Resources_say_where_they_came_from_and_a_Provenance_is_made_of_it()
    {
        var origin = new MapOrigin("https://example.org/sources/custody", "17 b");
        var result = SmallMap.Run(SmallMap.Rules("src.id -> tgt.id;"), options: new MapOptions { Origin = origin });
        SmallMap.Json(result.Root).Should().Be("""{"resourceType":"Patient","id":"p1","meta":{"extension":[{"url":"https://health-justice.example/fhir/StructureDefinition/mapped-by","valueCanonical":"https://example.org/StructureMap/Small|1.2"}],"source":"https://example.org/sources/custody#17%20b"}}""");
        var provenance = MapProvenance.Of(result.Root, new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), "the gateway")!.Value;
        Gateway.Fhir.Validation.BaseRules.Check(provenance).Where(f => !f.IsWarning).Should().BeEmpty();
        SmallMap.Json(provenance).Should().Contain("\"target\":[{\"reference\":\"Patient/p1\"}]").And.Contain("\"policy\":[\"https://example.org/StructureMap/Small|1.2\"]").And.Contain("custody#17%20b");
        MapProvenance.Of(SmallMap.Read(SmallMap.Patient), default, "x").Should().BeNull("it does not say where it came from");
    }

    private static string Made(string groups)
    {
        var result = SmallMap.Run(SmallMap.Groups(groups), options: new MapOptions());
        result.Faults.Should().BeEmpty();
        return SmallMap.Json(result.Root);
    }
}
