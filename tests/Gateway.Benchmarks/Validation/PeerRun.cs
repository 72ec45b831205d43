using System.Globalization;
using Gateway.Fhir.Terminology;
using Gateway.Fhir.Validation;
using Gateway.Fhir.Validation.Profiles;

namespace Gateway.Benchmarks.Validation;

/// <summary>Times the validation of a Patient against a profile the way validation-peer.mjs times it in its libraries: the resource is read beforehand, one thread.</summary>
internal static class PeerRun
{
    private const string Profile = "https://health-justice.example/fhir/StructureDefinition/measured-patient";

    /// <summary>Prints validations a second, the same with reading, and the number of errors.</summary>
    /// <param name="resource">The file of the Patient.</param>
    /// <param name="definition">The file of the profile.</param>
    public static void Print(string resource, string definition)
    {
        var bytes = File.ReadAllBytes(resource);
        var validator = new Validator(ProfileSet.R4.With([Samples.Read(File.ReadAllBytes(definition))]), TerminologySet.R4, new ValidatorOptions { AllowsUnknownExtensions = true });
        var patient = Samples.Read(bytes);
        var alone = WorkRate.Of(() => validator.Validate(patient, Profile), 3);
        var withReading = WorkRate.Of(() => validator.Validate(Samples.Read(bytes), Profile), 3);
        var errors = validator.Validate(patient, Profile).Faults.Count(f => !f.IsWarning);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{alone:F0}\t{withReading:F0}\t{errors}"));
    }
}
