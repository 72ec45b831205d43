using System.Text.RegularExpressions;

namespace Gateway.Tests.Architecture;

/// <summary>That no path can give FHIR content around the decision: what is written to a caller is released, and who releases has decided and audited.</summary>
public sealed partial class ReleaseTests
{
    private static readonly string s_host = Path.Combine(TestFolders.Repository, "src", "Gateway");

    [Fact]
    public void Answers_in_FHIR_are_written_in_one_place() =>
        Users(@"Fhir(Json|Xml)\.(Write|TryWrite)\(", "Endpoints", "Disclosures", "Requests", "Federation", "Security", "Proxy", "Hosting").Should().BeEquivalentTo("Endpoints/Fhir/FhirAnswer.cs");

    // Who else writes bodies: health, tokens and the description of the interface, which know no resources, native answers, the words of a report that was released, and what is no request at all, in words that are the same for all.
    [Fact]
    public void Who_writes_bodies_is_known() =>
        Users(@"WriteAsJsonAsync|Results\.(Json|Text|Content|Bytes|Stream|Ok|File)|Response\.(Body|BodyWriter|WriteAsync|SendFileAsync)|response\.Body", "Endpoints", "Disclosures", "Requests", "Federation", "Security", "Proxy", "Hosting").Should().BeEquivalentTo(
            "Endpoints/Fhir/FhirAnswer.cs", "Endpoints/Fhir/Binaries/BinaryAnswer.cs", "Endpoints/HealthEndpoints.cs", "Endpoints/OpenApi/OpenApiEndpoints.cs", "Disclosures/Reports/ReadableAnswer.cs", "Requests/Native/NativeAnswer.cs", "Requests/Native/NativeProblem.cs",
            "Security/Refusals.cs", "Security/Issuing/OAuthAnswer.cs", "Security/Issuing/OAuthEndpoints.cs", "Hosting/Surface/Refused/RefusalBytes.cs");

    [Fact]
    public void What_is_written_was_released()
    {
        var answer = File.ReadAllText(Path.Combine(s_host, "Endpoints", "Fhir", "FhirAnswer.cs"));
        answer.Should().Contain("class FhirAnswer(Released? released,").And.Contain("released is not { Content: var content }");
        typeof(Gateway.Disclosures.Released).GetConstructors().Should().BeEmpty();
    }

    [Fact]
    public void Only_a_viewing_releases() =>
        Users(@"Released\.Decided\(").Should().BeEquivalentTo("Disclosures/Viewing.cs");

    [Fact]
    public void Only_a_viewing_lets_content_pass_unread_and_one_place_passes_it()
    {
        Users(@"Passage\.Decided\(").Should().BeEquivalentTo("Disclosures/Viewing.cs");
        Users(@"new RewritingStream\(").Should().BeEquivalentTo("Proxy/PassTransformer.cs");
        Users(@"IHttpForwarder|HttpTransformer").Should().BeEquivalentTo("Proxy/ProxyPass.cs", "Proxy/PassTransformer.cs");
        File.ReadAllText(Path.Combine(s_host, "Proxy", "PassTransformer.cs")).Should().Contain("PassAsync(Passage passage,");
        typeof(Gateway.Disclosures.Passage).GetConstructors().Should().BeEmpty();
    }

    [Theory]
    [InlineData("Patient")]
    [InlineData("Bundle")]
    [InlineData("Parameters")]
    [InlineData("AuditEvent")]
    [InlineData("Binary")]
    public void What_may_be_about_somebody_is_not_the_gateways_own_to_say(string type)
    {
        var release = () => Gateway.Disclosures.Released.Own(Gateway.Fhir.Elements.ElementDraft.New(Gateway.Fhir.Definitions.DefinitionSet.R4.FindType(type)!).Build());

        release.Should().Throw<ArgumentException>();
    }

    // What is said of codes is built of names and texts: there is nothing in it that a resource could come in by.
    [Theory]
    [InlineData(typeof(Gateway.Disclosures.Codes.SaidParameter))]
    [InlineData(typeof(Gateway.Disclosures.Codes.SaidExpansion))]
    public void No_resource_goes_into_what_is_said_of_codes(Type said)
    {
        const System.Reflection.BindingFlags All = System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance;
        var held = said.GetFields(All).SelectMany(f => Parts(f.FieldType)).Concat(said.GetConstructors(All).SelectMany(c => c.GetParameters()).SelectMany(p => Parts(p.ParameterType)));
        held.Should().NotContain(t => t == typeof(Gateway.Fhir.Elements.Element) || t == typeof(Gateway.Fhir.Elements.ElementDraft) || t == typeof(object) || t == typeof(Gateway.Federation.Records.RecordResource));
    }

    // Only what was read from files at the start passes undecided, and only of types that tell of nobody.
    [Fact]
    public void What_passes_undecided_is_of_a_type_that_leads_to_no_person()
    {
        var types = Gateway.Conformance.LoadedDefinitions.Types;
        var compartment = Gateway.Fhir.Search.Parameters.Compartments.Of("Patient")!;
        types.Where(t => compartment.TryGetValue(t, out var ways) && ways.Count > 0).Should().BeEmpty();
        types.Should().NotContain(["Patient", "Bundle", "Parameters", "Binary", "DocumentReference", "Group", "List", "AuditEvent", "Basic", "QuestionnaireResponse"]);
        Users(@"DefinitionSource\.Name").Should().BeEquivalentTo("Disclosures/Viewing.cs");
        Users(@"new LoadedDefinitions\(").Should().BeEquivalentTo("Conformance/ConformanceServices.cs");
    }

    [Fact]
    public void Every_route_of_the_FHIR_interface_answers_by_an_endpoint_of_a_room_that_is_tested_here()
    {
        var routes = File.ReadAllText(Path.Combine(s_host, "Endpoints", "FhirRoutes.cs"));
        string[] rooms = ["Endpoints", "Disclosures", "Requests"];
        var handlers = Handler().Matches(routes).Select(m => m.Groups[1].Value).Distinct().ToList();
        handlers.Should().NotBeEmpty();
        handlers.Should().OnlyContain(h => rooms.Any(r => Directory.EnumerateFiles(Path.Combine(s_host, r), $"{h}.cs", SearchOption.AllDirectories).Any()));
    }

    private static IEnumerable<Type> Parts(Type type) => type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts).Append(type) : type.IsArray ? Parts(type.GetElementType()!) : [type];

    private static IEnumerable<string> Users(string pattern, params string[] rooms) =>
        (rooms.Length == 0 ? [s_host] : rooms.Select(r => Path.Combine(s_host, r))).SelectMany(r => Directory.EnumerateFiles(r, "*.cs", SearchOption.AllDirectories))
            .Where(f => Regex.IsMatch(File.ReadAllText(f), pattern)).Select(f => Path.GetRelativePath(s_host, f));

    [GeneratedRegex(@"HttpContext http, (\w+) \w+\)")]
    private static partial Regex Handler();
}
