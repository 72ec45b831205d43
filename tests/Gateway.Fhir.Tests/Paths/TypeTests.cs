using Gateway.Fhir.Elements;
using Gateway.Fhir.Paths;

namespace Gateway.Fhir.Tests.Paths;

public sealed class TypeTests
{
    private static readonly Element s_on = Answer.Read("""
        { "resourceType": "Condition", "id": "c", "subject": { "reference": "Patient/1" }, "clinicalStatus": { "coding": [ { "code": "active" } ] },
          "onsetAge": { "value": 52, "unit": "years", "system": "http://unitsofmeasure.org", "code": "a" },
          "stage": [ { "summary": { "text": "x" } } ], "recordedDate": "2020-01-01", "_recordedDate": { "extension": [ { "url": "u", "valueMarkdown": "m" } ] } }
        """);

    [Theory]
    [InlineData("Condition is Condition", "true")]
    [InlineData("Condition is DomainResource", "true")]
    [InlineData("Condition is Resource", "true")]
    [InlineData("Condition is FHIR.Resource", "true")]
    [InlineData("Condition is Patient", "false")]
    [InlineData("Condition is System.Any", "true")]
    [InlineData("onset is Age", "true")]
    [InlineData("onset is Quantity", "true")]
    [InlineData("onset is System.Quantity", "false")]
    [InlineData("onset.ofType(Quantity).count()", "1")]
    [InlineData("onset.ofType(Age).value", "52")]
    [InlineData("onset.as(Period)", "{}")]
    [InlineData("stage is BackboneElement", "true")]
    [InlineData("stage is Element", "true")]
    [InlineData("stage.type()", "FHIR.BackboneElement")]
    [InlineData("id is id", "true")]
    [InlineData("id is string", "true")]
    [InlineData("id.ofType(string)", "{}")]
    [InlineData("id is System.String", "false")]
    [InlineData("id.toString() is System.String", "true")]
    [InlineData("id.toString() is String", "true")]
    [InlineData("id.toString() is string", "false")]
    [InlineData("recordedDate is dateTime", "true")]
    [InlineData("recordedDate.type().name", "dateTime")]
    [InlineData("recordedDate.extension.value is string", "true")]
    [InlineData("recordedDate.extension.value.ofType(string)", "{}")]
    [InlineData("recordedDate.extension.value.ofType(markdown)", "m")]
    [InlineData("1.type()", "System.Integer")]
    [InlineData("(1 | 'a' | @2012 | 1.5).type().name", "Integer, String, Date, Decimal")]
    [InlineData("onset.value.type().namespace", "FHIR")]
    [InlineData("1 is Integer", "true")]
    [InlineData("1 is Decimal", "false")]
    [InlineData("1 is FHIR.integer", "false")]
    [InlineData("1 'mg' is Quantity", "true")]
    [InlineData("{} is Integer", "{}")]
    [InlineData("(1 | 2) is Integer", "! Execution")]
    [InlineData("(1 | 'a') as Integer", "! Execution")]
    [InlineData("(1 | 'a').ofType(Integer)", "1")]
    [InlineData("1 is Whatever", "! Semantic")]
    [InlineData("1 is FHIR.Integer", "! Semantic")]
    [InlineData("1 is Other.Integer", "! Semantic")]
    [InlineData("1 is `Boolean,Integer`", "! Semantic")]
    [InlineData("1 is `+3`", "! Semantic")]
    [InlineData("1 is ``", "! Semantic")]
    [InlineData("1.is(2)", "! Semantic")]
    [InlineData("1.ofType(Integer | String)", "! Semantic")]
    public void Tests_and_casts(string expression, string answer)
    {
        Answer.Of(expression, s_on).Should().Be(answer);
        Answer.Of(expression, s_on, options: new PathOptions { Context = s_on.Type }).Should().Be(answer);
    }

    [Fact]
    public void As_filters_where_search_parameters_have_it_so() =>
        Answer.Of("(1 | 'a' | 2) as Integer", s_on, options: new PathOptions { AsFilters = true }).Should().Be("1, 2");

    [Theory]
    [InlineData("birthDate.hasValue()", "true")]
    [InlineData("name[0].given.count()", "3")]
    [InlineData("name[0].given[1].hasValue()", "false")]
    [InlineData("name[0].given[1].exists()", "true")]
    [InlineData("name[0].given[1] & 'x'", "x")]
    [InlineData("name[0].given[1].getValue()", "{}")]
    [InlineData("name[0].given.getValue()", "{}")]
    [InlineData("name[0].given.hasValue()", "false")]
    [InlineData("name[0].given[0].getValue() is String", "true")]
    [InlineData("name.hasValue()", "false")]
    [InlineData("name[0].getValue()", "{}")]
    [InlineData("name[0].given[2].extension('u').value", "x")]
    [InlineData("birthDate.extension('http://hl7.org/fhir/StructureDefinition/patient-birthTime').value.timeOf()", "14:35:45")]
    [InlineData("birthDate.extension(%`ext-patient-birthTime`).exists()", "true")]
    [InlineData("extension('http://example.org/e').value.unit", "mg")]
    [InlineData("extension('other')", "{}")]
    [InlineData("extension({})", "{}")]
    [InlineData("1.extension('u')", "{}")]
    [InlineData("text.`div`.htmlChecks()", "true")]
    [InlineData("gender.memberOf('http://hl7.org/fhir/ValueSet/administrative-gender')", "{}")]
    [InlineData("telecom.system.memberOf('http://hl7.org/fhir/ValueSet/contact-point-system')", "true")]
    [InlineData("telecom.system.memberOf('http://hl7.org/fhir/ValueSet/administrative-gender')", "false")]
    [InlineData("telecom.system.memberOf('http://example.org/unknown')", "{}")]
    [InlineData("conformsTo('http://hl7.org/fhir/StructureDefinition/Patient')", "true")]
    [InlineData("conformsTo('http://hl7.org/fhir/StructureDefinition/Person')", "false")]
    [InlineData("conformsTo('http://example.org/profile')", "! Execution")]
    [InlineData("Patient.active.not()", "false")]
    [InlineData("multipleBirth + 1", "3")]
    [InlineData("extension.value + 1 'g'", "1001.10 'mg'")]
    [InlineData("Observation.value", "{}")]
    public void What_FHIR_adds(string expression, string answer) => Answer.Of(expression, Answer.Patient).Should().Be(answer);

    [Fact]
    public void The_environment_answers_for_value_sets_and_profiles_first()
    {
        var environment = new PathEnvironment { MemberOf = (_, url) => url == "mine" ? true : null, ConformsTo = (e, url) => url == "mine" ? e.Type.Name == "Patient" : null };
        Answer.Of("telecom.system.memberOf('mine')", Answer.Patient, environment).Should().Be("true");
        Answer.Of("telecom.system.memberOf('http://hl7.org/fhir/ValueSet/administrative-gender')", Answer.Patient, environment).Should().Be("false");
        Answer.Of("conformsTo('mine') and name.first().conformsTo('mine').not()", Answer.Patient, environment).Should().Be("true");
    }

    [Theory]
    [InlineData("%ucum", "http://unitsofmeasure.org")]
    [InlineData("%sct", "http://snomed.info/sct")]
    [InlineData("%loinc", "http://loinc.org")]
    [InlineData("%vs-administrative-gender", "http://hl7.org/fhir/ValueSet/administrative-gender")]
    [InlineData("%\"vs-administrative-gender\"", "http://hl7.org/fhir/ValueSet/administrative-gender")]
    [InlineData("%'ext-x'", "http://hl7.org/fhir/StructureDefinition/x")]
    [InlineData("name.select(%context.id)", "example, example")]
    [InlineData("%resource.id & %rootResource.id", "exampleexample")]
    [InlineData("%mine", "5")]
    [InlineData("%`my own` | %'my own'", "6")]
    [InlineData("%nothing", "{}")]
    [InlineData("%other", "! Semantic")]
    public void Variables(string expression, string answer) => Answer.Of(expression, Answer.Patient, new PathEnvironment
    {
        Variables = new Dictionary<string, IReadOnlyList<Gateway.Fhir.Paths.Values.PathValue>>
        {
            ["mine"] = [Gateway.Fhir.Paths.Values.PathValue.Of(5)],
            ["my own"] = [Gateway.Fhir.Paths.Values.PathValue.Of(6)],
            ["nothing"] = [],
        },
    }).Should().Be(answer);

    [Fact]
    public void The_trace_sees_what_passes()
    {
        var seen = new List<string>();
        var environment = new PathEnvironment { Trace = (name, items) => seen.Add($"{name}: {string.Join(", ", items)}") };
        Answer.Of("name.trace('names', family).given.trace('given' & 's').count()", Answer.Patient, environment).Should().Be("3");
        seen.Should().Equal("names: Chalmers, Windsor", "givens: Peter, string, James");
    }
}
