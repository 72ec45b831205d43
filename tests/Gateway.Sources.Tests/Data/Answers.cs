using Gateway.Fhir.Elements;

namespace Gateway.Sources.Tests.Data;

/// <summary>Looks into what sources answered.</summary>
internal static class Answers
{
    public static SourceSearch About(string type, string system, string value) => new() { Types = [type], Persons = [new SourceIdentifier(system, value)] };

    public static IEnumerable<Element> Resources(this SourceAnswer answer, string type) => answer.Records.SelectMany(r => r.Resources(type));

    public static IEnumerable<Element> Resources(this SourceRecord record, string type) =>
        from entry in record.Bundle["entry"]
        from resource in entry["resource"]
        where resource.Type.Name == type
        select resource;

    public static IEnumerable<string?> Identifiers(this Element resource, string system) =>
        resource["identifier"].Where(i => i.ChildText("system") == system).Select(i => i.ChildText("value"));

    public static string? Source(this Element resource) => resource["meta"].Select(m => m.ChildText("source")).FirstOrDefault();
}
