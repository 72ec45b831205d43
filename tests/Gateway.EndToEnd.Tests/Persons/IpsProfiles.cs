using Gateway.Fhir;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Terminology;
using Gateway.Fhir.Validation;
using Gateway.Fhir.Validation.Profiles;

namespace Gateway.EndToEnd.Tests.Persons;

/// <summary>
/// The profiles of the International Patient Summary as it was published (hl7.fhir.uv.ips 2.0.0, CC0-1.0; npm has it, but without what it depends on): their differentials, without prose,
/// obligations and snapshots, one a line in <c>ips-2.0.0.ndjson</c>.
/// </summary>
internal static class IpsProfiles
{
    public const string Bundle = "http://hl7.org/fhir/uv/ips/StructureDefinition/Bundle-uv-ips";
    public const string Composition = "http://hl7.org/fhir/uv/ips/StructureDefinition/Composition-uv-ips";
    private static readonly Lazy<Validator> s_validator = new(Read);

    /// <summary>Our profiles and IPS's.</summary>
    public static Validator Validator => s_validator.Value;

    private static Validator Read()
    {
        var ips = File.ReadLines(Path.Combine(TestFolders.Repository, "tests", "Gateway.EndToEnd.Tests", "Persons", "ips-2.0.0.ndjson")).Select(l => FhirContent.Read(System.Text.Encoding.UTF8.GetBytes(l)).Root);
        Element[] all = [.. ips, .. OwnProfiles.Definitions];
        return new Validator(ProfileSet.R4.With(all), TerminologySet.R4.With(all), new ValidatorOptions { AllowsUnknownExtensions = true });
    }
}
