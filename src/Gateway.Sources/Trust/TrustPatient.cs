using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;

namespace Gateway.Sources.Trust;

/// <summary>Whether what a trust answered is about the person who was asked for.</summary>
internal static class TrustPatient
{
    /// <summary>A fault where a Patient in the Bundle bears another NHS number than was asked for.</summary>
    public static Fault? Check(Element bundle, string number)
    {
        var isOther = Numbers(bundle).Any(n => n is not null && n != number);
        return isOther ? new Fault(FaultKind.Value, "The record is about another person than was asked for.", "Bundle", 0, 0) : null;
    }

    public static bool Bears(Element bundle, string number) => Numbers(bundle).Contains(number);

    private static IEnumerable<string?> Numbers(Element bundle) =>
        from entry in bundle["entry"]
        from patient in entry["resource"]
        where patient.Type.Name == "Patient"
        from identifier in patient["identifier"]
        where identifier.ChildText("system") == Systems.NhsNumber
        select identifier.ChildText("value")?.Replace(" ", "", StringComparison.Ordinal);
}
