using Gateway.Fhir.Elements;

namespace Gateway.Access;

/// <summary>A code with its system, under the system's one name: known aliases are made equal.</summary>
public readonly record struct Coded(string System, string Code)
{
    /// <summary>A code as content gives it; null where it lacks its code.</summary>
    public static Coded? Of(Element coding) => coding.ChildText("code") is { } code ? Of(coding.ChildText("system"), code) : null;

    /// <summary>A code and its system, which may be missing or an alias.</summary>
    public static Coded Of(string? system, string code) => new(CodeSystems.Canonical(system ?? "", code), code);

    /// <summary>All codings of CodeableConcepts.</summary>
    public static IEnumerable<Coded> All(IEnumerable<Element> concepts) => concepts.SelectMany(c => c["coding"]).Select(Of).OfType<Coded>();
}
