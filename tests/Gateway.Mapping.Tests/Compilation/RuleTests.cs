using Gateway.Mapping.Compilation;

namespace Gateway.Mapping.Tests.Compilation;

public sealed class RuleTests
{
    [Theory]
    [InlineData("src.birthDate -> tgt.birthDate;", """{"birthDate":"1984-06-12"}""")]
    [InlineData("src.name -> tgt.name;", """{"name":[{"family":"Lee","given":["Ann","Bea"]},{"family":"Kay"}]}""")]
    [InlineData("src.name.given as g -> tgt.name as n, n.given = g 'each';", """{"name":[{"given":["Ann"]},{"given":["Bea"]}]}""")]
    [InlineData("src.name.given as g -> tgt.name as n share one, n.given = g 'shared';", """{"name":[{"given":["Ann","Bea"]}]}""")]
    [InlineData("src.name.given as g -> tgt.name as n share one, n.given = g first 'first';", """{"name":[{"given":["Bea","Ann"]}]}""")]
    [InlineData("src.name first as n -> tgt.name = n 'a';", """{"name":[{"family":"Lee","given":["Ann","Bea"]}]}""")]
    [InlineData("src.name not_first as n -> tgt.name = n 'a';", """{"name":[{"family":"Kay"}]}""")]
    [InlineData("src.name last as n -> tgt.name = n 'a';", """{"name":[{"family":"Kay"}]}""")]
    [InlineData("src.name not_last as n -> tgt.name = n 'a';", """{"name":[{"family":"Lee","given":["Ann","Bea"]}]}""")]
    [InlineData("src.name as n where (family = 'Kay') -> tgt.name = n 'a';", """{"name":[{"family":"Kay"}]}""")]
    [InlineData("src.name as n where (%n.given.exists()) -> tgt.name = n 'a';", """{"name":[{"family":"Lee","given":["Ann","Bea"]}]}""")]
    [InlineData("src where (active) -> tgt.active = false 'a';", """{"active":false}""")]
    [InlineData("src.name as n, src.identifier as i where (%i.value = '2') -> tgt.name as t, t.family = (%n.family & %i.value) 'cross';", """{"name":[{"family":"Lee2"},{"family":"Kay2"}]}""")]
    [InlineData("src.language default 'x' as m -> tgt.language = m 'a';", """{"language":"x"}""")]
    [InlineData("src.language default ('en' & '-GB') as m -> tgt.language = m 'a';", """{"language":"en-GB"}""")]
    [InlineData("src -> tgt.maritalStatus as m, m.text = 'a', tgt.maritalStatus as again, again.coding as c, c.code = 'b' 'one';", """{"maritalStatus":{"coding":[{"code":"b"}],"text":"a"}}""")]
    [InlineData("src -> tgt.gender = 'male'; src.gender -> tgt.gender;", """{"gender":"female"}""")]
    [InlineData("src -> tgt.contact as c, c.name.family = 'x' 'path';", """{"contact":[{"name":{"family":"x"}}]}""")]
    [InlineData("src.name as n -> tgt as t then { n.family as f -> t.name as m, m.text = f 'inner'; } 'outer';", """{"name":[{"text":"Lee"},{"text":"Kay"}]}""")]
    [InlineData("src.name as n -> tgt.name as m then { n.prefix -> m.prefix; } 'nothing inside';", "{}")]
    [InlineData("src.deceased as d -> tgt.deceased = d 'choice';", "{}")]
    [InlineData("src -> tgt.deceased = true 'choice by the value';", """{"deceasedBoolean":true}""")]
    [InlineData("src.birthDate as d -> tgt.deceased = cast(d, 'dateTime') 'choice by a cast';", """{"deceasedDateTime":"1984-06-12"}""")]
    [InlineData("src.birthDate as d -> tgt.deceasedDateTime = d 'variant';", """{"deceasedDateTime":"1984-06-12"}""")]
    [InlineData("src.id as i -> tgt.language = i 'another primitive';", """{"language":"p1"}""")]
    public void A_rule_makes(string rules, string expected) => SmallMap.Made(rules).Should().Be(expected);

    [Theory]
    [InlineData("src.contact as c -> tgt.name = (%c.name) as n, n.text = (%c.gender) 'a';", """{"name":[{"text":"male","family":"C1"}]}""")]
    [InlineData("src -> tgt.birthDate = '1990-01-01' 'a'; src.active as i -> tgt.deceased = create('boolean') as q, q.value = true 'b'; src.active -> tgt.deceased = create('dateTime') as s, s.value = '2020' 'c';", """{"birthDate":"1990-01-01","deceasedDateTime":"2020"}""")]
    [InlineData("src -> tgt.id as i, tgt.generalPractitioner as g, g.reference = reference(tgt) 'a';", """{"id":"00000000-0000-4000-8000-000000000001","generalPractitioner":[{"reference":"Patient/00000000-0000-4000-8000-000000000001"}]}""")]
    [InlineData("src -> tgt = src as same, same.birthDate = '2020' 'a';", """{"active":true,"birthDate":"2020","contact":[{"name":{"family":"C1"},"gender":"male"},{"gender":"female"}]}""")]
    [InlineData("src.contact as c -> tgt.identifier as i share q, i.value = 'v', tgt.contact as d share q, d.gender = 'male' 'b';", """{"identifier":[{"value":"v"}],"contact":[{"gender":"male"}]}""")]
    public void What_a_review_found_stays_found(string rules, string expected) => SmallMap.Made(rules.Replace("'a';", "\"a\";").Replace("'b';", "\"b\";").Replace("'c';", "\"c\";"), Contacts).Should().Be(expected);

    private const string Contacts = """{"resourceType":"Patient","active":true,"contact":[{"name":{"family":"C1"},"gender":"male"},{"gender":"female"}]}""";

    [Fact]
    public void A_value_that_cannot_be_written_leaves_the_one_that_is_there() => SmallMap.Json(SmallMap.Run(SmallMap.Rules("src -> tgt.birthDate = '1990-01-01' \"a\"; src.id as i -> tgt.birthDate = i \"b\";")).Root)
        .Should().Be("""{"resourceType":"Patient","birthDate":"1990-01-01"}""");

    [Theory]
    [InlineData("src -> tgt.extension as e, e.extension = e \"a\";")]
    [InlineData("src -> tgt.contained = tgt \"a\";")]
    public void An_element_that_would_lie_in_itself_is_left_out_and_said(string rule)
    {
        var result = SmallMap.Run(SmallMap.Rules(rule));
        SmallMap.Json(result.Root).Should().Be("""{"resourceType":"Patient"}""");
        result.Faults.Single().Message.Should().Contain("cannot hold what it lies in.");
    }

    [Fact]
    public void Parts_of_one_backbone_that_another_lacks_are_left_out_and_said()
    {
        var result = SmallMap.Run(SmallMap.Rules("src -> tgt.contact as c, c.gender = 'male', tgt.communication = c \"a\";"));
        SmallMap.Json(result.Root).Should().Be("""{"resourceType":"Patient","contact":[{"gender":"male"}]}""");
        result.Faults.Single().Message.Should().StartWith("Patient.communication has no element gender.");
    }

    [Fact]
    public void Conditions_that_fail_are_work_too()
    {
        var many = string.Join(',', Enumerable.Range(0, 2000).Select(i => $$"""{"family":"n{{i}}"}"""));
        SmallMap.Run(SmallMap.Rules("src.name as a, src.name as b, src.name as c, src.name as d where (false) -> tgt.active = true \"a\";"), $$"""{"resourceType":"Patient","name":[{{many}}]}""")
            .Faults.Single().Message.Should().StartWith("The map takes more than 20000000 steps.");
    }

    [Fact]
    public void A_source_that_does_not_meet_its_cardinality_ends_the_record() =>
        Refusal("src.name : HumanName 0..1 as n -> tgt.name = n \"a\";").Should().Be("Patient: name is there 2 times, and 0..1 is due. Rule Main.a (7:1).");

    [Fact]
    public void More_than_one_where_only_one_may_be_ends_the_record() =>
        Refusal("src.name only_one as n -> tgt.name = n \"a\";").Should().Be("Patient.name[1]: There must be only one, and there are 2. Rule Main.a (7:1).");

    [Fact]
    public void A_check_that_fails_ends_the_record() =>
        Refusal("src.name as n check (family.length() > 3) -> tgt.name = n \"a\";").Should().Be("Patient.name[0]: The check fails: family.length() > 3. Rule Main.a (7:1).");

    [Fact]
    public void A_value_that_cannot_be_converted_is_left_out_and_said()
    {
        var result = SmallMap.Run(SmallMap.Rules("src.name as n -> tgt.birthDate = n.family, tgt.active = true \"a\";"));
        SmallMap.Json(result.Root).Should().Be("""{"resourceType":"Patient","active":true}""");
        result.Faults.Select(f => f.ToString()).Should().Equal(
            "1:146: Patient.name[0].family: Patient.birthDate: A date is YYYY, YYYY-MM or YYYY-MM-DD, and on the calendar. Rule Main.a (7:1).",
            "1:185: Patient.name[1].family: Patient.birthDate: A date is YYYY, YYYY-MM or YYYY-MM-DD, and on the calendar. Rule Main.a (7:1).");
    }

    [Fact]
    public void Several_values_for_an_element_that_does_not_repeat_are_left_out_and_said()
    {
        var result = SmallMap.Run(SmallMap.Rules("src -> tgt.language = (%src.name.family) \"a\";"));
        SmallMap.Json(result.Root).Should().Be("""{"resourceType":"Patient"}""");
        result.Faults.Should().ContainSingle().Which.Message.Should().Be("The expression gives 2 values, and Patient.language does not repeat. Rule Main.a (7:1).");
    }

    [Fact]
    public void Several_values_fill_an_element_that_repeats() =>
        SmallMap.Made("src -> tgt.name as n, n.given = (%src.name.family) \"a\";").Should().Be("""{"name":[{"given":["Lee","Kay"]}]}""");

    [Fact]
    public void A_log_is_told_to_the_recorder_alone()
    {
        var recorder = new MapRecorder();
        SmallMap.Run(SmallMap.Rules("src.name as n log (family) -> tgt.active = true \"a\";"), options: new MapOptions { Recorder = recorder });
        recorder.Log.Select(l => l.Text).Should().Equal("Lee", "Kay");
    }

    [Fact]
    public void What_one_record_is_refused_for_does_not_touch_the_next()
    {
        var map = SmallMap.Compile(SmallMap.Rules("src.name as n -> tgt.name = n then { src.active as a check ($this) -> tgt.active = a \"b\"; } \"a\";"));
        map.Run(SmallMap.Read(SmallMap.Patient.Replace("true", "false"))).IsMapped.Should().BeFalse();
        SmallMap.Json(map.Run(SmallMap.Read("""{"resourceType":"Patient","active":true}""")).Root).Should().Be("""{"resourceType":"Patient"}""");
    }

    [Fact]
    public void Many_threads_run_one_map()
    {
        var map = SmallMap.Compile(SmallMap.Rules("src.name as n -> tgt.name as m share x, m.given = (%n.family & '!'), m.text = append(n.family, '?') \"a\";"));
        var due = SmallMap.Json(map.Run(SmallMap.Read(SmallMap.Patient)).Root);
        Parallel.For(0, 2000, _ => SmallMap.Json(map.Run(SmallMap.Read(SmallMap.Patient)).Root).Should().Be(due));
    }

    private static string Refusal(string rules)
    {
        var result = SmallMap.Run(SmallMap.Rules(rules));
        result.IsMapped.Should().BeFalse();
        var text = result.Faults.Should().ContainSingle().Which.ToString();
        return text[(text.IndexOf(' ', StringComparison.Ordinal) + 1)..];
    }
}
