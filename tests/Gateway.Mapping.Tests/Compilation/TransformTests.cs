using Gateway.Mapping.Compilation;

namespace Gateway.Mapping.Tests.Compilation;

public sealed class TransformTests
{
    private const string Genders = """
        {"resourceType":"ConceptMap","url":"urn:genders","status":"active","group":[
        {"source":"http://hl7.org/fhir/administrative-gender","target":"urn:sex","element":[{"code":"female","target":[{"code":"F","display":"Woman","equivalence":"equal"}]},{"code":"male","target":[{"equivalence":"unmatched"}]}]},
        {"source":"urn:x","target":"urn:sex","element":[{"code":"1","target":[{"code":"M","equivalence":"equal"}]}],"unmapped":{"mode":"fixed","code":"U","display":"Unknown"}},
        {"source":"urn:y","target":"urn:sex","unmapped":{"mode":"provided"}},
        {"source":"urn:z","target":"urn:sex","unmapped":{"mode":"other-map","url":"urn:others"}}]}
        """;

    private const string Others = """{"resourceType":"ConceptMap","url":"urn:others","status":"active","group":[{"target":"urn:o","element":[{"code":"9","target":[{"code":"nine","equivalence":"equal"}]}]}]}""";

    [Theory]
    [InlineData("src.name as n where (family = 'Lee') -> tgt.name as m, m.text = truncate(n.family, 2) 't';", """{"name":[{"text":"Le"}]}""")]
    [InlineData("src.id as i -> tgt.name as m, m.text = append('id ', i, '!') 't';", """{"name":[{"text":"id p1!"}]}""")]
    [InlineData("src -> tgt.name as m, m.text = append('id ', src.language) 'nothing but fixed words';", "{}")]
    [InlineData("src -> tgt.name as m, m.text = escape('a<b&c', 'xml') 't';", """{"name":[{"text":"a&lt;b&amp;c"}]}""")]
    [InlineData("src -> tgt.name as m, m.text = escape('a&lt;b', 'html', 'text') 't';", """{"name":[{"text":"a<b"}]}""")]
    [InlineData("src -> tgt.name as m, m.text = escape('a b/c', 'url') 't';", """{"name":[{"text":"a%20b%2Fc"}]}""")]
    [InlineData("src -> tgt.multipleBirth = cast('3.0', 'integer') 't';", """{"multipleBirthInteger":3}""")]
    [InlineData("src -> tgt.active = cast('1', 'boolean') 't';", """{"active":true}""")]
    [InlineData("src -> tgt.birthDate = cast('2020-01-02T10:00:00Z', 'date') 't';", """{"birthDate":"2020-01-02"}""")]
    [InlineData("src -> tgt.id = uuid() 't';", """{"id":"00000000-0000-4000-8000-000000000001"}""")]
    [InlineData("src -> tgt.managingOrganization as o, o.reference = reference(src) 't';", """{"managingOrganization":{"reference":"Patient/p1"}}""")]
    [InlineData("src -> tgt.implicitRules = pointer(src) 't';", """{"implicitRules":"Patient/p1"}""")]
    [InlineData("src -> tgt.maritalStatus = cc('free text') 't';", """{"maritalStatus":{"text":"free text"}}""")]
    [InlineData("src -> tgt.maritalStatus = cc('urn:s', 'M', 'Married') 't';", """{"maritalStatus":{"coding":[{"system":"urn:s","code":"M","display":"Married"}]}}""")]
    [InlineData("src -> tgt.maritalStatus = cc('urn:s', src.language) 'no code, nothing';", "{}")]
    [InlineData("src -> tgt.maritalStatus as m, m.coding = c('urn:s', 'M') 't';", """{"maritalStatus":{"coding":[{"system":"urn:s","code":"M"}]}}""")]
    [InlineData("src.id as i -> tgt.identifier = id('urn:s', i, 'MR') 't';", """{"identifier":[{"type":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v2-0203","code":"MR"}]},"system":"urn:s","value":"p1"}]}""")]
    [InlineData("src -> tgt.telecom = cp('a@b.example') , tgt.telecom = cp('https://b.example'), tgt.telecom = cp('0777'), tgt.telecom = cp('fax', '1') 't';", """{"telecom":[{"system":"email","value":"a@b.example"},{"system":"url","value":"https://b.example"},{"system":"phone","value":"0777"},{"system":"fax","value":"1"}]}""")]
    [InlineData("src -> tgt.extension as e, e.url = 'urn:q', e.value = qty('<5.50 mg/day') 't';", """{"extension":[{"url":"urn:q","valueQuantity":{"value":5.50,"comparator":"<","unit":"mg/day"}}]}""")]
    [InlineData("src -> tgt.extension as e, e.url = 'urn:q', e.value = qty(1.50, 'mg', 'http://unitsofmeasure.org', 'mg') 't';", """{"extension":[{"url":"urn:q","valueQuantity":{"value":1.50,"unit":"mg","system":"http://unitsofmeasure.org","code":"mg"}}]}""")]
    [InlineData("src.name as n -> tgt.name as m, m.text = evaluate(n, given.join('+')) 't';", """{"name":[{"text":"Ann+Bea"}]}""")]
    [InlineData("src.name as n -> tgt.name as m, m.text = (family & '!') 't';", """{"name":[{"text":"Lee!"},{"text":"Kay!"}]}""")]
    [InlineData("src -> tgt.deceased = @2020-01-02 't';", """{"deceasedDateTime":"2020-01-02"}""")]
    [InlineData("src.name first as n -> tgt.name = create('HumanName') as m, m.text = 'x' 't';", """{"name":[{"text":"x"}]}""")]
    [InlineData("src -> create('HumanName') as m, m.text = 'x', tgt.name = m 'made before it is put anywhere';", """{"name":[{"text":"x"}]}""")]
    public void A_transform_makes(string rules, string expected) => SmallMap.Made(Quoted(rules)).Should().Be(expected);

    [Theory]
    [InlineData("dateOp('31/01/2026', 'parse', 'dd/MM/yyyy')", "2026-01-31")]
    [InlineData("dateOp('31-Jan-2026', 'parse', 'dd/MM/yyyy|dd-MMM-yyyy')", "2026-01-31")]
    [InlineData("dateOp('01/2026', 'parse', 'MM/yyyy')", "2026-01")]
    [InlineData("dateOp('15/07/2026 09:30', 'parse', 'dd/MM/yyyy HH:mm', 'Europe/London')", "2026-07-15T09:30:00+01:00")]
    [InlineData("dateOp('15/01/2026 09:30', 'parse', 'dd/MM/yyyy HH:mm', 'Europe/London')", "2026-01-15T09:30:00+00:00")]
    [InlineData("dateOp('2026-07-15T09:30:00.25', 'zone', 'Europe/London')", "2026-07-15T09:30:00.25+01:00")]
    [InlineData("dateOp('2026-07-15T09:30:00Z', 'zone', 'Europe/London')", "2026-07-15T09:30:00Z")]
    [InlineData("dateOp('2026-07-15', 'zone', 'Europe/London')", "2026-07-15")]
    [InlineData("dateOp('2026-10-25T01:30:00', 'zone', 'Europe/London')", "2026-10-25T01:30:00+00:00")]
    [InlineData("dateOp('2026-07-15T09:30:00+01:00', 'add', '60 minutes')", "2026-07-15T10:30:00+01:00")]
    [InlineData("dateOp('2026-07-15T09:30:00Z', 'add', '-1 day')", "2026-07-14T09:30:00Z")]
    [InlineData("dateOp('2026-01', 'add', '1 month')", "2026-02")]
    public void Dates_are_made_of_texts(string transform, string expected) =>
        SmallMap.Made(Quoted($"src -> tgt.deceasedDateTime = {transform} 't';")).Should().Be($$"""{"deceasedDateTime":"{{expected}}"}""");

    [Fact]
    public void Dates_are_written_as_a_source_wants_them() =>
        SmallMap.Made(Quoted("src -> tgt.name as n, n.text = dateOp('2026-07-15T09:30:00Z', 'format', 'dd/MM/yyyy HH:mm', 'Europe/London') 't';")).Should().Be("""{"name":[{"text":"15/07/2026 10:30"}]}""");

    [Theory]
    [InlineData("tgt.birthDate = dateOp('31/02/2026', 'parse', 'dd/MM/yyyy')", "The text is not a date or time of the form that is due.")]
    [InlineData("tgt.birthDate = dateOp('2026-07-15T09:30:00Z', 'add', '1 day')", "The text is not a date or time of the form that is due.")]
    [InlineData("tgt.deceasedDateTime = dateOp('2026-07', 'add', '1 hour')", "The text is not a date or time of the form that is due.")]
    [InlineData("tgt.multipleBirth = cast('3.5', 'integer')", "The value cannot be a integer. integer: An integer is a whole number of at most 32 bits.")]
    [InlineData("tgt.extension as e, e.value = qty('much')", "The Quantity cannot be made. The text is no quantity.")]
    [InlineData("tgt.telecom = cp('carrier pigeon', 'x y')", null)]
    [InlineData("tgt.maritalStatus = cc('urn:s', ' M ')", "The CodeableConcept cannot be made. Coding.code: A code has no spaces at its ends and only single ones inside.")]
    public void What_cannot_be_made_is_left_out_and_said(string target, string? message)
    {
        var result = SmallMap.Run(SmallMap.Rules(Quoted($"src -> {target} 't';")));
        result.IsMapped.Should().BeTrue();
        result.Faults.Select(f => f.Message).Should().BeEquivalentTo(message is null ? [] : new[] { $"{message} Rule Main.t (7:1)." });
    }

    [Theory]
    [InlineData("src.gender as g -> tgt.language = translate(g, 'urn:genders', 'code') 't';", """{"language":"F"}""")]
    [InlineData("src.gender as g -> tgt.language = translate(g, 'urn:genders') 't';", """{"language":"F"}""")]
    [InlineData("src.gender as g -> tgt.maritalStatus = translate(g, 'urn:genders', 'CodeableConcept') 't';", """{"maritalStatus":{"coding":[{"system":"urn:sex","code":"F","display":"Woman"}]}}""")]
    [InlineData("src.gender as g -> tgt.maritalStatus = translate(g, 'urn:genders') 't';", """{"maritalStatus":{"coding":[{"system":"urn:sex","code":"F","display":"Woman"}]}}""")]
    [InlineData("src.gender as g -> tgt.maritalStatus as m, m.coding = translate(g, 'urn:genders', 'Coding') 't';", """{"maritalStatus":{"coding":[{"system":"urn:sex","code":"F","display":"Woman"}]}}""")]
    [InlineData("src.gender as g -> tgt.name as n, n.text = translate(g, 'urn:genders', 'display'), n.family = translate(g, 'urn:genders', 'system') 't';", """{"name":[{"text":"Woman","family":"urn:sex"}]}""")]
    [InlineData("src -> c('urn:x', '1') as x, tgt.language = translate(x, 'urn:genders', 'code') 't';", """{"language":"M"}""")]
    [InlineData("src -> c('urn:x', '7') as x, tgt.language = translate(x, 'urn:genders', 'code') 't';", """{"language":"U"}""")]
    [InlineData("src -> c('urn:y', '7') as x, tgt.language = translate(x, 'urn:genders', 'code') 't';", """{"language":"7"}""")]
    [InlineData("src -> c('urn:z', '9') as x, tgt.language = translate(x, 'urn:genders', 'code') 't';", """{"language":"nine"}""")]
    [InlineData("src -> c('http://hl7.org/fhir/administrative-gender', 'male') as x, tgt.language = translate(x, 'urn:genders', 'code') 'no match on purpose';", "{}")]
    [InlineData("src -> cc('urn:x', '1') as x, tgt.language = translate(x, 'urn:genders', 'code') 't';", """{"language":"M"}""")]
    public void A_code_is_translated(string rules, string expected) => SmallMap.Made(Quoted(rules), SmallMap.Patient, Genders, Others).Should().Be(expected);

    [Fact]
    public void A_code_that_no_row_names_is_left_out_and_reported()
    {
        var result = SmallMap.Run(SmallMap.Rules(Quoted("src -> c('urn:q', '7') as x, tgt.language = translate(x, 'urn:genders', 'code') 't';")), conceptMaps: [Genders, Others]);
        SmallMap.Json(result.Root).Should().Be("""{"resourceType":"Patient"}""");
        result.UnmappedCodes.Should().Equal(new UnmappedCode("urn:genders", "urn:q", "7"));
    }

    [Fact]
    public void A_code_that_is_kept_as_it_is_may_be_no_code()
    {
        var result = SmallMap.Run(SmallMap.Rules(Quoted("src.name first as n -> c('urn:y', 'x') as x, tgt.maritalStatus as m, m.coding = translate(n.text, 'urn:provided', 'Coding') 't';")),
            SmallMap.Patient.Replace("\"family\":\"Lee\"", "\"text\":\"two  spaces\"", StringComparison.Ordinal),
            conceptMaps: ["""{"resourceType":"ConceptMap","url":"urn:provided","status":"active","group":[{"target":"urn:o","unmapped":{"mode":"provided"}}]}"""]);
        result.IsMapped.Should().BeTrue();
        result.Faults.Single().Message.Should().StartWith("The Coding cannot be made.");
    }

    [Fact]
    public void ConceptMaps_that_ask_each_other_in_a_ring_give_nothing()
    {
        var groups = string.Join(',', Enumerable.Repeat("""{"unmapped":{"mode":"other-map","url":"urn:ring"}},{"unmapped":{"mode":"other-map","url":"urn:gnir"}}""", 60));
        string Ring(string url) => $$"""{"resourceType":"ConceptMap","url":"{{url}}","status":"active","group":[{{groups}}]}""";
        var result = SmallMap.Run(SmallMap.Rules(Quoted("src.gender as g -> tgt.language = translate(g, 'urn:ring', 'code') 't';")), conceptMaps: [Ring("urn:ring"), Ring("urn:gnir")]);
        result.UnmappedCodes.Should().ContainSingle();
    }

    [Fact]
    public void Texts_that_double_are_ended()
    {
        var doubling = string.Concat(Enumerable.Range(0, 40).Select(i => $", append(t{i}, t{i}) as t{i + 1}"));
        SmallMap.Run(SmallMap.Rules($"src.id as i -> append(i, i) as t0{doubling}, tgt.language = t40 \"t\";")).Faults.Single().Message.Should().StartWith("A text of more than 16777216 characters is made.");
    }

    [Fact]
    public void A_new_resource_in_a_Bundle_is_referred_to_by_its_fullUrl() => SmallMap.Json(SmallMap.Run("""
        /// url = "https://example.org/StructureMap/Small"
        /// name = "Small"
        uses "http://hl7.org/fhir/StructureDefinition/Patient" alias Patient as source
        uses "http://hl7.org/fhir/StructureDefinition/Bundle" alias Bundle as target
        group Main(source src : Patient, target b : Bundle) {
          src -> b.type = 'collection', uuid() as id, b.entry as e, e.fullUrl = append('urn:uuid:', id), e.resource = create('Patient') as p, p.active = true,
            b.entry as f, f.resource = create('Flag') as flag, flag.status = 'active', flag.subject as s, s.reference = reference(p) "t";
        }
        """, options: SmallMap.Ids()).Root).Should().Be("""{"resourceType":"Bundle","type":"collection","entry":[{"fullUrl":"urn:uuid:00000000-0000-4000-8000-000000000001","resource":{"resourceType":"Patient","active":true}},{"resource":{"resourceType":"Flag","status":"active","subject":{"reference":"urn:uuid:00000000-0000-4000-8000-000000000001"}}}]}""");

    // The rule's name is written in double quotes.
    private static string Quoted(string rules)
    {
        var end = rules.LastIndexOf("';", StringComparison.Ordinal);
        var start = rules.LastIndexOf('\'', end - 1);
        return string.Concat(rules.AsSpan(0, start), "\"", rules.AsSpan(start + 1, end - start - 1), "\";");
    }
}
