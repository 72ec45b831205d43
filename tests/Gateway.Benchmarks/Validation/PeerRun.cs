using System.Diagnostics;
using System.Globalization;
using Gateway.Fhir.Terminology;
using Gateway.Fhir.Validation;
using Gateway.Fhir.Validation.Profiles;

namespace Gateway.Benchmarks.Validation;

/// <summary>Times the validation of a Patient against a profile the way validation-peer.mjs times it in its libraries: the resource is read beforehand, one thread.</summary>
internal static class PeerRun
{
    private const string Profile = "https://health-justice.example/fhir/StructureDefinition/measured-patient";
    private static readonly TimeSpan s_each = TimeSpan.FromSeconds(3);

    /// <summary>Prints validations a second, the same with reading, and the number of errors.</summary>
    /// <param name="resource">The file of the Patient.</param>
    /// <param name="definition">The file of the profile.</param>
    public static void Print(string resource, string definition)
    {
        var bytes = File.ReadAllBytes(resource);
        var validator = new Validator(ProfileSet.R4.With([Samples.Read(File.ReadAllBytes(definition))]), TerminologySet.R4, new ValidatorOptions { AllowsUnknownExtensions = true });
        var patient = Samples.Read(bytes);
        var alone = Rate(() => validator.Validate(patient, Profile));
        var withReading = Rate(() => validator.Validate(Samples.Read(bytes), Profile));
        var errors = validator.Validate(patient, Profile).Faults.Count(f => !f.IsWarning);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{alone:F0}\t{withReading:F0}\t{errors}"));
    }

    private static double Rate(Func<object> work)
    {
        double rate = 0;
        foreach (var _ in Enumerable.Range(0, 3))
        {
            var count = 0;
            var watch = Stopwatch.StartNew();
            for (; watch.Elapsed < s_each; count += 100)
                for (var i = 0; i < 100; i++)
                    work();
            rate = count / watch.Elapsed.TotalSeconds;
        }

        return rate;
    }
}
