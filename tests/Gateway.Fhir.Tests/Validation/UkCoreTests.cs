using Gateway.Fhir.Elements;
using Gateway.Fhir.Terminology;
using Gateway.Fhir.Tests.Data;
using Gateway.Fhir.Validation;
using Gateway.Fhir.Validation.Profiles;

namespace Gateway.Fhir.Tests.Validation;

/// <summary>UK Core as it is published: differentials in XML, and examples.</summary>
public sealed class UkCoreTests
{
    private static readonly Dictionary<string, string> s_deserved = new()
    {
        ["Extension-UKCore-DeliveryChannel-Example display"] = "calls the code in-person something else than UK Core's own code system does",
        ["UKCore-Appointment-OrthopaedicSurgery-Example display"] = "the same",
        ["Extension-UKCore-RecordingSetting-Example extension-unknown"] = "shows an extension whose definition is not published with it",
        ["UKCore-Bundle-NEWS2Observations-Example bundle-fullurl"] = "its fullUrls are relative",
        ["UKCore-Bundle-NEWS2Observations-Example fixed"] = "a respiratory and a heart rate whose unit is not the /min that R4's vital signs fix",
        ["UKCore-Observation-VitalSigns-BodyHeight-Example binding-required"] = "a height in a unit that R4's vital signs do not have",
        ["UKCore-Provenance-RARecordConsent-Example reference-target"] = "refers to a StructureDefinition where an agent is due",
    };

    private static string Folder => Path.Combine(TestFolders.Shared!, "ukcore");

    [NeedsSharedFact]
    public void Every_profile_and_extension_loads_without_a_fault()
    {
        var profiles = ProfileSet.R4.With(Resources("structuredefinitions").Select(r => r.Root));
        profiles.Urls.Count().Should().BeGreaterThan(100);
        profiles.Check().Should().BeEmpty();
    }

    [NeedsSharedFact]
    public void Every_example_gives_the_errors_that_it_deserves_and_no_others()
    {
        var definitions = new[] { "structuredefinitions", "valuesets", "codesystems" }.SelectMany(Resources).Select(r => r.Root).ToArray();
        var validator = new Validator(ProfileSet.R4.With(definitions), TerminologySet.R4.With(definitions));
        var errors = Resources("examples").SelectMany(e => validator.Validate(e.Root).Faults.Where(f => !f.IsWarning).Select(f => $"{e.Name} {f.Rule}")).ToHashSet();
        errors.Should().BeEquivalentTo(s_deserved.Keys);
    }

    private static IEnumerable<(string Name, Element Root)> Resources(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Folder, folder), "*.*").Where(f => f.EndsWith(".xml", StringComparison.Ordinal) || f.EndsWith(".json", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
            if (FhirContent.Read(File.ReadAllBytes(file)) is { IsRead: true } read)
                yield return (Path.GetFileNameWithoutExtension(file), read.Root);
    }
}
