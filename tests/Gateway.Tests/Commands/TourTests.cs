namespace Gateway.Tests.Commands;

public sealed class TourTests
{
    [Fact]
    public void Started_without_a_verb_the_gateway_shows_what_it_can_do_on_its_own_example()
    {
        var run = CommandRun.Of();
        run.ExitCode.Should().Be(0);
        run.Error.Should().BeEmpty();
        run.Out.Should().Contain("\"Jordan Marlowe-Finch\"").And.Contain("<Patient xmlns=\"http://hl7.org/fhir\">")
            .And.Contain("Patient.birthDate: A date is").And.Contain("    ServiceRequest").And.Contain("Three things to try:");
    }

    [Fact]
    public void What_the_tour_says_to_try_works()
    {
        var example = Path.Combine(TestFolders.Repository, "src", "Gateway", "Examples", "detainee.json");
        CommandRun.Of("fhirpath", "Patient.telecom.where(system = 'phone').value", example).Lines.Should().HaveCount(2);
        var request = Path.Combine(TestFolders.Repository, "src", "Gateway", "Examples", "health-request.xml");
        var run = CommandRun.Of("map", "HealthRequest", request, "--explain");
        run.ExitCode.Should().Be(0);
        run.Out.Should().Contain("\"resourceType\": \"ServiceRequest\"");
        CommandRun.Of("map", "check", "--list").ExitCode.Should().Be(0);
    }
}
