using System.Text;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;
using Gateway.Fhir.Terminology;

namespace Gateway.Fhir.Tests.Terminology;

/// <summary>A small code system of animals with every kind of property, and value sets made on the spot.</summary>
internal static class Fixtures
{
    public const string Animals = "http://test/animals";
    public const string SetUrl = "http://test/vs";

    // bat lies under mammal by nesting, and under flying by a property.
    private const string AnimalSystem = """
        {"resourceType":"CodeSystem","url":"http://test/animals","version":"1.0.0","status":"active","content":"complete","caseSensitive":true,"valueSet":"http://test/animals/vs",
         "property":[{"code":"legs","type":"integer"},{"code":"state","uri":"http://hl7.org/fhir/concept-properties#status","type":"code"},{"code":"parent","type":"code"}],
         "concept":[
          {"code":"animal","display":"Animal","property":[{"code":"notSelectable","valueBoolean":true}],"concept":[
            {"code":"mammal","display":"Mammal","concept":[
              {"code":"cat","display":"Cat","property":[{"code":"legs","valueInteger":4}],"designation":[{"language":"fr","value":"Chat"}]},
              {"code":"bat","display":"Bat","property":[{"code":"legs","valueInteger":2},{"code":"parent","valueCode":"flying"}]}]},
            {"code":"bird","display":"Bird","property":[{"code":"legs","valueInteger":2}],"concept":[
              {"code":"dodo","display":"Dodo","property":[{"code":"state","valueCode":"retired"}]}]}]},
          {"code":"flying","display":"Flying"}]}
        """;

    public static TerminologySet Zoo { get; } = TerminologySet.Of([Read(AnimalSystem)]);

    /// <summary>Some of R4's value sets.</summary>
    public static IReadOnlyList<string> R4Sets { get; } =
        [.. new[] { "condition-clinical", "observation-status", "encounter-status", "languages", "all-types", "security-labels" }.Select(id => $"http://hl7.org/fhir/ValueSet/{id}")];

    public static Element Read(string json) => FhirJson.Read(Encoding.UTF8.GetBytes(json)) is { IsRead: true } read ? read.Root : throw new InvalidOperationException("The fixture is no resource.");

    /// <summary>The animals and a value set with that compose.</summary>
    public static TerminologySet With(string compose) => Zoo.With([Set(SetUrl, compose)]);

    public static Element Set(string url, string compose, string rest = "") =>
        Read($$"""{"resourceType":"ValueSet","url":"{{url}}","status":"active","compose":{{compose}}{{rest}}}""");

    public static Membership Ask(TerminologySet set, string code, string? system = Animals, string? version = null) => set.IsMember(SetUrl, system, code, version);

    /// <summary>The animals of the value set, in their order.</summary>
    public static string Members(TerminologySet set) =>
        string.Join(' ', set.FindSystem(Animals)!.Concepts.Select(c => c.Code).Where(c => Ask(set, c) == Membership.Yes));
}
