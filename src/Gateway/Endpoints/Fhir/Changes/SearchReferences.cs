using Gateway.Federation.Records;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;

namespace Gateway.Endpoints.Fhir.Changes;

/// <summary>References that are a search (<c>Patient?identifier=x</c>). A transaction resolves them (http://hl7.org/fhir/R4/http.html#trules); nowhere else do they lead to anything.</summary>
internal static class SearchReferences
{
    /// <summary>The search that a reference is; null where it is none.</summary>
    public static (string Type, string Query)? Of(string text) =>
        text.Split('?', 2) is [var type, var query] && type.Length > 0 && type.All(char.IsAsciiLetter) ? (type, query) : null;

    /// <summary>Those that a resource that is to be stored still holds, as faults.</summary>
    public static IReadOnlyList<Fault> FaultsOf(Element resource) =>
        [.. References.Of(resource).Where(r => r.ChildText("reference") is { } text && Of(text) is not null)
            .Select(r => new Fault(FaultKind.Value, "A reference is a search, which only a transaction resolves.", $"{ElementPath.Of(r)}.reference", 0, 0))];
}
