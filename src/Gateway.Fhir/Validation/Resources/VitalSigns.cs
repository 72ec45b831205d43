using Gateway.Fhir.Elements;

namespace Gateway.Fhir.Validation.Resources;

/// <summary>The LOINC codes whose Observations the standard makes meet a profile (http://hl7.org/fhir/R4/observation-vitalsigns.html).</summary>
internal static class VitalSigns
{
    private const string Loinc = "http://loinc.org";
    private const string Root = "http://hl7.org/fhir/StructureDefinition/";

    private static readonly Dictionary<string, string> s_profiles = new(StringComparer.Ordinal)
    {
        ["85353-1"] = $"{Root}vitalspanel",
        ["9279-1"] = $"{Root}resprate",
        ["8867-4"] = $"{Root}heartrate",
        ["2708-6"] = $"{Root}oxygensat",
        ["59408-5"] = $"{Root}oxygensat",
        ["8310-5"] = $"{Root}bodytemp",
        ["8302-2"] = $"{Root}bodyheight",
        ["9843-4"] = $"{Root}headcircum",
        ["29463-7"] = $"{Root}bodyweight",
        ["39156-5"] = $"{Root}bmi",
        ["85354-9"] = $"{Root}bp",
    };

    /// <summary>The profile that an Observation of such a code must meet; null for any other resource.</summary>
    public static string? ProfileOf(Element resource)
    {
        if (resource.Type.Name != "Observation")
            return null;
        foreach (var code in resource["code"])
            foreach (var coding in code["coding"])
                if (coding.ChildText("system") == Loinc && coding.ChildText("code") is { } loinc && s_profiles.TryGetValue(loinc, out var profile))
                    return profile;
        return null;
    }
}
