using System.Text.Json;
using Gateway.Mapping.Catalog;
using Gateway.Sources.Tests.Data;

namespace Gateway.Sources.Tests;

public sealed class SourceSetTests(Outside outside) : IClassFixture<Outside>
{
    private static readonly JsonSerializerOptions s_web = new(JsonSerializerDefaults.Web);

    [Fact]
    public void Sources_are_made_of_an_areas_configuration()
    {
        var options = JsonSerializer.Deserialize<List<SourceOptions>>(
            """
            [{
              "name": "trust", "kind": "trust", "number": 3, "title": "Mental health trust", "organization": "R1L", "address": "https://trust.example/api",
              "credentials": { "kind": "client-credentials", "tokenAddress": "oauth2/token", "clientId": "gateway", "secret": "x" },
              "limits": { "timeout": "00:00:03", "attemptTimeout": "00:00:01.5", "retries": 1 },
              "trust": { "gpConnect": true, "r4": true }
            }]
            """, s_web)!;
        using var set = SourceSet.Of(options, Catalogs.Own, TimeProvider.System);
        set.Faults.Should().BeEmpty();
        var profile = set.Should().ContainSingle().Which.Profile;
        (profile.Name, profile.Title, profile.Organization, profile.Number).Should().Be(("trust", "Mental health trust", "R1L", (byte)3));
        profile.Uri.Should().Be(new Uri("https://health-justice.example/sources/trust"));
        profile.Types.Should().Contain(["Patient", "MedicationStatement", "MedicationRequest", "AllergyIntolerance", "Condition"]).And.NotContain("Bundle");
        profile.Takes.Should().Contain("MedicationStatement");
        profile.PersonSystems.Should().Equal(Systems.NhsNumber);
    }

    [Fact]
    public void All_faults_of_a_configuration_are_listed_at_once_and_no_secret_is()
    {
        var options = JsonSerializer.Deserialize<List<SourceOptions>>(
            """
            [{ "name": "Bad Name", "kind": "trust", "number": 0, "organization": "", "address": "https://user:marked-secret@trust.example/" },
             { "name": "custody", "kind": "custody", "number": 2, "organization": "42", "address": "ftp://custody.example", "credentials": { "kind": "api-key", "secret": "marked-secret", "secretFile": "/nowhere/marked-secret" } },
             { "name": "cases", "kind": "case-system", "number": 2, "organization": "R1L", "credentials": { "kind": "client-credentials" }, "limits": { "timeout": "00:00:01", "attemptTimeout": "00:00:02", "breakerCalls": 1 } },
             { "name": "cases", "kind": "fax", "number": 7, "organization": "R1L" },
             { "name": "certified", "kind": "courts", "number": 8, "organization": "2575", "address": "https://courts.example", "credentials": { "certificateFile": "/nowhere/marked-secret.pfx" } }]
            """, s_web)!;
        using var set = SourceSet.Of(options, Catalogs.Own, TimeProvider.System);
        set.Faults.Should().Contain(f => f.StartsWith("Bad Name: name", StringComparison.Ordinal))
            .And.Contain(f => f.StartsWith("Bad Name: number", StringComparison.Ordinal))
            .And.Contain(f => f.StartsWith("Bad Name: organization", StringComparison.Ordinal))
            .And.Contain(f => f.StartsWith("custody: address", StringComparison.Ordinal))
            .And.Contain(f => f.StartsWith("cases: limits.breakerCalls", StringComparison.Ordinal))
            .And.Contain(f => f.Contains("attemptTimeout is longer", StringComparison.Ordinal))
            .And.Contain(f => f.StartsWith("cases: kind is none of", StringComparison.Ordinal))
            .And.Contain(f => f.Contains("certificateFile", StringComparison.Ordinal))
            .And.Contain(f => f.Contains("have this name", StringComparison.Ordinal))
            .And.Contain(f => f.Contains("have one number", StringComparison.Ordinal));
        set.Faults.Should().NotContain(f => f.Contains("marked-secret", StringComparison.Ordinal));
        set.Should().BeEmpty();
    }

    [Fact]
    public void A_map_that_is_not_loaded_is_said_when_the_sources_are_made()
    {
        var without = MapCatalog.Of(new CatalogContent().AddModels(new DirectoryInfo(Path.Combine(TestFolders.Repository, "profiles"))));
        using var set = SourceSet.Of([.. outside.Options()], without, TimeProvider.System);
        set.Should().BeEmpty();
        set.Faults.Should().Contain("case-system: The map CaseHealthRequestFromFhir is not loaded, or does not take one kind of record.");
        set.Faults.Should().Contain("courts: The map CourtResults is not loaded, or does not take one kind of record.");
    }

    [Fact]
    public void Each_source_says_what_it_can_be_asked()
    {
        using var set = outside.Connect();
        set.Select(s => (s.Profile.Name, s.Profile.HasFeed)).Should().Equal(("case-system", true), ("custody", false), ("trust", false), ("community", true), ("courts", false));
        var cases = set.Find("case-system")!.Profile;
        cases.Types.Should().BeEquivalentTo(
            ["Patient", "Encounter", "QuestionnaireResponse", "Consent", "ServiceRequest", "Task", "Flag", "MedicationAdministration", "Appointment", "Organization", "Observation", "MedicationRequest"]);
        cases.Takes.Should().Contain(["Task", "ServiceRequest", "Encounter"]);
        cases.Lists.Should().Contain(["Task", "ServiceRequest"]);
        set.Find("custody")!.Profile.Types.Should().BeEquivalentTo(["Patient", "Encounter", "Organization", "Location", "Flag", "Observation", "MedicationStatement"]);
        set.Pushed.KindsOf("custody").Should().BeEquivalentTo(["records", "health-requests", "arrest-reports", "escort-records"]);
        set.Pushed.KindsOf("courts").Should().BeEquivalentTo(["results"]);
    }
}
