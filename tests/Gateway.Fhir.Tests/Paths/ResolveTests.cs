using Gateway.Fhir.Elements;
using Gateway.Fhir.Paths;

namespace Gateway.Fhir.Tests.Paths;

public sealed class ResolveTests
{
    private static readonly Element s_patient = Answer.Read("""
        { "resourceType": "Patient", "id": "p", "contained": [
            { "resourceType": "Organization", "id": "o", "name": "Within", "partOf": { "reference": "#q" } }, { "resourceType": "Organization", "id": "q", "name": "Above" } ],
          "managingOrganization": { "reference": "#o" }, "generalPractitioner": [ { "reference": "Practitioner/1" }, { "reference": "#none" }, { "display": "no reference" } ],
          "link": [ { "other": { "reference": "#" }, "type": "refer" } ] }
        """);

    private static readonly Element s_bundle = Answer.Read("""
        { "resourceType": "Bundle", "type": "collection", "entry": [
            { "fullUrl": "http://a.example/fhir/Patient/1", "resource": { "resourceType": "Patient", "id": "1", "meta": { "versionId": "3" },
              "contained": [ { "resourceType": "Organization", "id": "o", "name": "Within" } ], "managingOrganization": { "reference": "#o" },
              "generalPractitioner": [ { "reference": "urn:uuid:5d2a6a1e-0000-4000-8000-000000000001" }, { "reference": "Practitioner/2" }, { "reference": "Patient/1/_history/3" }, { "reference": "Patient/1/_history/4" } ] } },
            { "fullUrl": "urn:uuid:5d2a6a1e-0000-4000-8000-000000000001", "resource": { "resourceType": "Practitioner", "id": "x" } },
            { "resource": { "resourceType": "Practitioner", "id": "2" } } ] }
        """);

    [Theory]
    [InlineData("managingOrganization.resolve().name", "Within")]
    [InlineData("managingOrganization.reference.resolve().name", "Within")]
    [InlineData("managingOrganization.resolve().partOf.resolve().name", "Above")]
    [InlineData("link.other.resolve().id", "p")]
    [InlineData("generalPractitioner.resolve()", "{}")]
    [InlineData("'#o'.resolve().name", "Within")]
    [InlineData("1.resolve()", "{}")]
    [InlineData("managingOrganization.resolve() is Organization", "true")]
    public void In_a_resource(string expression, string answer) => Answer.Of(expression, s_patient).Should().Be(answer);

    [Theory]
    [InlineData("entry[0].resource.managingOrganization.resolve().name", "Within")]
    [InlineData("entry[0].resource.generalPractitioner[0].resolve().id", "x")]
    [InlineData("entry[0].resource.generalPractitioner[1].resolve().id", "2")]
    [InlineData("entry[0].resource.generalPractitioner[2].resolve().id", "1")]
    [InlineData("entry[0].resource.generalPractitioner[3].resolve()", "{}")]
    [InlineData("'http://a.example/fhir/Patient/1'.resolve().id", "1")]
    [InlineData("'Patient/1'.resolve().id", "1")]
    [InlineData("'atient/1'.resolve()", "{}")]
    [InlineData("'http://b.example/fhir/Patient/1'.resolve()", "{}")]
    public void In_a_bundle(string expression, string answer) => Answer.Of(expression, s_bundle).Should().Be(answer);

    [Fact]
    public void The_environment_finds_what_is_elsewhere_and_may_use_paths_to_do_so()
    {
        var asked = new List<string>();
        var inner = CompiledPath.Compile("generalPractitioner.first().reference").Path!;
        var environment = new PathEnvironment
        {
            Resolve = reference =>
            {
                asked.Add(reference);
                return inner.Evaluate(s_patient).Values[0].Text == reference ? s_bundle : default;
            },
        };
        Answer.Of("generalPractitioner.select(resolve().type & reference)", s_patient, environment).Should().Be("collectionPractitioner/1, #none, ");
        asked.Should().Equal("Practitioner/1");
    }

    [Fact]
    public void In_grafted_trees_what_the_content_is_in_now_comes_before_what_it_came_from()
    {
        var draft = s_patient.Edit();
        draft.Remove(s_patient["contained"].First());
        draft.Add("contained", s_patient["contained"].First().Type).AddText("id", "o").AddText("name", "New");
        var edited = draft.Build();
        Answer.Of("managingOrganization.resolve().name", edited).Should().Be("New");
        Answer.Of("link.other.resolve().contained.name", edited).Should().Be("Above, New");

        var bundle = ElementDraft.New(s_bundle.Type);
        bundle.AddText("type", "collection").Add("entry").Put("resource", edited);
        Answer.Of("entry.resource.managingOrganization.resolve().name", bundle.Build()).Should().Be("New");
        Answer.Of("entry.resource.link.other.resolve().id", bundle.Build()).Should().Be("p");
    }
}
