using Gateway.Conformance;
using Gateway.Endpoints.Fhir.Operations;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Terminology;

namespace Gateway.Endpoints.Fhir.Terminology;

/// <summary>The value set, code system or ConceptMap that an operation is about: by the address it is called on, by its canonical URL, or as a resource that the call brings.</summary>
/// <param name="Canonical">By which it is found in <paramref name="Codes"/>.</param>
/// <param name="Codes">What is loaded, with what the call brings.</param>
/// <param name="Given">The resource that the call brings; null where it is loaded.</param>
internal sealed record NamedDefinition(string Canonical, TerminologySet Codes, Element? Given)
{
    // What is brought without a URL needs a name while it is asked.
    private const string Nameless = "urn:health-justice:posted";

    /// <summary>What it is about; null, and no problem, where the call names none.</summary>
    /// <param name="type">The type of it.</param>
    /// <param name="id">The id in the address that the operation is called on; null where it is called on the type.</param>
    /// <param name="input">The call: <c>url</c>, the version, and the resource under the type's name.</param>
    /// <param name="versionName">What the operation calls the version.</param>
    /// <param name="codes">What is loaded.</param>
    /// <param name="definitions">What may be called on.</param>
    public static (NamedDefinition? Named, FhirProblem? Problem) Of(string type, string? id, OperationInput input, string versionName, TerminologySet codes, LoadedDefinitions definitions)
    {
        var name = $"{char.ToLowerInvariant(type[0])}{type[1..]}";
        string[] ways = [.. new[] { "url", name }.Where(input.Has)];
        if (ways.Length + (id is null ? 0 : 1) > 1)
            return (null, new FhirProblem(400, "invalid", $"Which {type} it is about is said in one way: by the address, by url, or by {name}."));
        if (id is not null)
            return definitions.Find(type, id) is { } loaded ? (Brought(loaded, codes) with { Given = null }, null) : (null, NotLoaded(type));
        if (input.Find(name) is { } given)
            return (Brought(given, codes), null);
        return input.Text("url") is not { } url ? (null, null)
            : (new NamedDefinition(input.Text(versionName) is { } version && !url.Contains('|', StringComparison.Ordinal) ? $"{url}|{version}" : url, codes, null), null);
    }

    /// <summary>What is kept in the ledger alone is none that codes are judged by.</summary>
    public static FhirProblem NotLoaded(string type) => new(404, "not-found", $"No {type} of that id is loaded here.");

    private static NamedDefinition Brought(Element resource, TerminologySet codes)
    {
        if (resource.ChildText("url") is { } url)
            return new NamedDefinition(resource.ChildText("version") is { } version ? $"{url}|{version}" : url, codes.With([resource]), resource);
        var draft = resource.Edit();
        draft.AddText("url", Nameless);
        return new NamedDefinition(Nameless, codes.With([draft.Build()]), resource);
    }
}
