using Gateway.Fhir.Terminology;
using Gateway.Fhir.Tests.Data;
using Gateway.Fhir.Validation;
using Gateway.Fhir.Validation.Profiles;

namespace Gateway.Fhir.Tests.Validation;

/// <summary>HL7's own R4 package against the standard: no error but those that its content deserves.</summary>
public sealed class OfficialExampleTests
{
    [NeedsExamplesFact]
    public void Every_official_example_is_valid_but_for_those_that_are_listed()
    {
        var validator = new Validator(ProfileSet.R4, TerminologySet.R4);
        var errors = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var file in OfficialExamples.Files())
        {
            var read = FhirContent.Read(File.ReadAllBytes(file));
            read.IsRead.Should().BeTrue(file);
            foreach (var fault in validator.Validate(read.Root).Faults.Where(f => !f.IsWarning))
                errors.Add($"{Path.GetFileNameWithoutExtension(file)} {fault.Rule}");
        }

        errors.Except(OfficialExampleFaults.All.Keys).Should().BeEmpty("each error is listed");
        OfficialExampleFaults.All.Keys.Except(errors).Should().BeEmpty("each that is listed is there");
    }
}
