using System.Globalization;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;
using Gateway.Mapping.Compilation;
using Gateway.Mapping.Records;
using Xunit.Abstractions;

namespace Gateway.Mapping.Tests.Maps;

/// <summary>The maps over payloads that no one here wrote. Nothing may crash, and what comes out must be sound; where it is not, the source is at fault and is listed here.</summary>
public sealed class RealPayloadTests(ITestOutputHelper output)
{
    /// <summary>Faults of the sources that show in what is made of them: file, and what is wrong.</summary>
    private static readonly Dictionary<string, string[]> s_faultySources = new()
    {
        ["correctPatientStructuredRecordResponseNormal.json"] =
        [
            "a period ends before it starts: The rule per-1 is broken",
            "an Organization has neither name nor identifier: The rule org-1 is broken",
        ],
        ["9465701262_Meyers_full_20210602.json"] = ["a problem names an Immunization as the actual problem: The reference leads to a Immunization, and may lead to AllergyIntolerance, Condition, Observation, FamilyMemberHistory."],
        ["ValidationRequest (HTTP Response) .json"] = ["a contact has an extension that is for people alone: The extension is for Patient, RelatedPerson, not for this place."],
        ["REFREQ05 - Referral Service Request - CAD Mutal Aid Request.xml"] = ["a clinicalStatus is no code of the list: The code is not in the value set http://hl7.org/fhir/ValueSet/condition-clinical"],
    };

    [NeedsSharedFact]
    public void GP_Connect_records_become_sound_resources()
    {
        var report = Run("GpConnectRecord", "gp-connect-stu3");
        report.Refused.Should().Equal(["malformedStructuredRecordMissingPatientResource.json"], "it has no Patient");
        report.Mapped.Should().Be(11);
        report.NotNhsNumbers.Should().Be(11, "the files hold 1234567890 or a placeholder in place of the number");
        report.UnmappedFields.Should().BeEmpty();
        report.UnmappedCodes.Should().BeEmpty();
    }

    [NeedsSharedFact]
    public void Court_results_become_sound_resources()
    {
        var report = Run("CourtResults", "court-results-spi", "uat");
        report.Refused.Should().BeEmpty();
        report.Mapped.Should().Be(167);
        report.UnmappedFields.Should().BeEmpty();
        report.UnmappedCodes.Should().BeEmpty();
    }

    [NeedsSharedFact]
    public void Court_results_in_route_envelopes_are_templates_that_lack_dates()
    {
        var report = Run("RoutedCourtResults", Path.Combine("court-results-spi", "uat"));
        report.Refused.Should().HaveCount(8, "they hold words such as DATE_OF_HEARING where dates belong");
    }

    [NeedsSharedFact]
    public void Referral_messages_become_sound_resources_and_other_content_is_refused()
    {
        var report = Run("BarsReferralFromMessage", "bars");
        report.Mapped.Should().BeGreaterThanOrEqualTo(10);
        report.UnmappedCodes.Should().BeEmpty();
        report.NotNhsNumbers.Should().Be(11, "all but one of the published examples hold numbers whose last digit does not check the others");
        Run("BarsResponseFromMessage", "bars").Mapped.Should().BeGreaterThanOrEqualTo(5);
    }

    [NeedsSharedFact]
    public void What_is_no_escort_record_is_refused() => Run("EscortRecord", "escort-record-api").Mapped.Should().Be(0, "the fixtures are of other services");

    private Report Run(string map, string folder, string except = "/")
    {
        var report = new Report(map);
        var compiled = LoadedMaps.Catalog.Find(map) ?? throw new InvalidOperationException($"There is no map {map}, or it has faults.");
        var files = Directory.EnumerateFiles(Path.Combine(TestFolders.Shared!, folder), "*", SearchOption.AllDirectories)
            .Where(f => Path.GetExtension(f) is ".json" or ".xml" && !f.Contains($"{Path.DirectorySeparatorChar}{except}{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
        foreach (var file in files)
        {
            using var stream = File.OpenRead(file);
            foreach (var reading in RecordContent.Read(stream, compiled.Sources[0]!))
                report.Add(Path.GetFileName(file), reading, compiled);
        }

        var text = report.ToString();
        output.WriteLine(text);
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(TestFolders.Repository, "artifacts", "reports")).FullName, $"{map}.txt"), text);
        report.Unsound.Should().BeEmpty();
        return report;
    }

    private sealed class Report(string map)
    {
        private readonly MapRecorder _recorder = new();
        private readonly SortedDictionary<string, int> _resources = new(StringComparer.Ordinal);
        private int _records;
        private int _leftOut;

        public List<string> Refused { get; } = [];

        public int Mapped { get; private set; }

        public List<string> Unsound { get; } = [];

        public int NotNhsNumbers { get; private set; }

        public SortedSet<string> UnmappedFields { get; } = new(StringComparer.Ordinal);

        public HashSet<UnmappedCode> UnmappedCodes { get; } = [];

        public void Add(string file, RecordReading reading, CompiledMap compiled)
        {
            _records++;
            if (!reading.IsRead)
            {
                reading.Faults.Should().Contain(f => !f.IsWarning, "a refusal says why");
                Refused.Add(file);
                return;
            }

            var result = compiled.Run(reading.Root, new MapOptions { Recorder = _recorder });
            if (!result.IsMapped)
            {
                result.Faults.Should().Contain(f => !f.IsWarning, "a refusal says why");
                Refused.Add(file);
                return;
            }

            Mapped++;
            _leftOut += result.Faults.Count;
            UnmappedFields.UnionWith(_recorder.Unreached(reading.Root).Concat(reading.Unmapped));
            UnmappedCodes.UnionWith(result.UnmappedCodes);
            var known = s_faultySources.GetValueOrDefault(file, []);
            var faults = result.Targets.SelectMany(t => OwnProfiles.WithUkCore.Validate(t).Faults).Where(f => !f.IsWarning && !known.Any(k => IsSame(k, f))).ToArray();
            NotNhsNumbers += faults.Count(f => f.Rule == "nhs-number-check-digit");
            Unsound.AddRange(faults.Where(f => f.Rule != "nhs-number-check-digit").Select(f => $"{file}: {f}"));
            foreach (var resource in result.Targets.SelectMany(Resources))
                _resources[resource.Type.Name] = _resources.GetValueOrDefault(resource.Type.Name) + 1;
        }

        public override string ToString() => string.Create(CultureInfo.InvariantCulture,
            $"{map}: {_records} records ({Refused.Count} refused), {_resources.Values.Sum()} resources, {UnmappedFields.Count} unmapped fields, {UnmappedCodes.Count} unmapped codes, {_leftOut} values left out; {string.Join(", ", _resources.Select(r => $"{r.Value} {r.Key}"))}\n");

        private static bool IsSame(string known, Fault fault) => fault.Message.StartsWith(known[(known.IndexOf(": ", StringComparison.Ordinal) + 2)..], StringComparison.Ordinal);

        private static IEnumerable<Element> Resources(Element target) => target.Type.Name == "Bundle" ? target["entry"].SelectMany(e => e["resource"]) : [target];
    }
}
