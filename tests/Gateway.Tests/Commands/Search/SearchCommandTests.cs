using System.Text.Json;

namespace Gateway.Tests.Commands.Search;

public sealed class SearchCommandTests
{
    private const string Two = """
        {"resourceType":"Bundle","type":"collection","entry":[
          {"fullUrl":"http://x/Patient/1","resource":{"resourceType":"Patient","id":"1","gender":"male","managingOrganization":{"reference":"urn:uuid:0a"}}},
          {"fullUrl":"urn:uuid:0a","resource":{"resourceType":"Organization","name":"Acme"}},
          {"resource":{"resourceType":"Patient","id":"2","gender":"female"}},
          {"resource":{"resourceType":"SearchParameter","id":"sp","url":"http://x/sp","name":"sp","status":"draft","description":"x","code":"sex","base":["Patient"],"type":"token","expression":"Patient.gender"}}]}
        """;

    [Theory]
    [InlineData("Patient", "total 2\nPatient/1\nPatient/2\n")]
    [InlineData("Patient?sex=male", "total 1\nPatient/1\n")]
    [InlineData("Patient?organization.name=acme&_include=Patient:organization", "total 1\nPatient/1\nOrganization/0a\tincluded\n")]
    [InlineData("?_type=Patient,Organization&_sort=-_id&_count=2", "total 3\nPatient/2\nPatient/1\n")]
    [InlineData("Patient?_summary=count", "total 2\n")]
    public void A_search_prints_the_total_and_a_match_a_line(string query, string expected)
    {
        using var file = new TemporaryFile(Two);
        CommandRun.Of("search", query, file.Path).Should().Be(new CommandRun(0, expected, ""));
    }

    [Fact]
    public void Json_gives_the_searchset_with_what_was_used_and_what_was_not()
    {
        using var file = new TemporaryFile(Two);
        var run = CommandRun.Of("search", "Patient?sex=male&colour=blue", file.Path, "--json");
        (run.ExitCode, run.Error).Should().Be((0, "query:warning: http.colour: colour: is no search parameter here, and is left out.\n"));
        using var bundle = JsonDocument.Parse(run.Out);
        bundle.RootElement.GetProperty("total").GetInt32().Should().Be(1);
        bundle.RootElement.GetProperty("link")[0].GetProperty("url").GetString().Should().Be("Patient?sex=male");
        bundle.RootElement.GetProperty("entry").EnumerateArray().Select(e => e.GetProperty("search").GetProperty("mode").GetString()).Should().Equal("match", "outcome");
    }

    [Theory]
    [InlineData("Patient?colour=blue", "query:http.colour: colour: is no search parameter here.\n")]
    [InlineData("Patient?sex:exact=male", "query:http.sex:exact: sex:exact: the modifier is not supported for a parameter of type token.\n")]
    [InlineData("Thing?x=1", "query:There is no such type of resource.\n")]
    [InlineData("Patient/1", "query: A search is Type?…, ?… or Type/id/Type?….\n")]
    [InlineData("Specimen/1/Patient?x=1", "query:Resources of that type have no compartment.\n")]
    public void A_strict_search_refuses_what_it_does_not_do(string query, string error)
    {
        using var file = new TemporaryFile(Two);
        CommandRun.Of("search", query, file.Path, "--strict").Should().Be(new CommandRun(1, "", error));
    }

    [Fact]
    public void A_file_that_is_no_resource_is_told_and_the_others_are_searched()
    {
        using var broken = new TemporaryFile("{\"resourceType\":\"Patient\"");
        using var file = new TemporaryFile(Two);
        var run = CommandRun.Of("search", "Patient?sex=male", broken.Path, file.Path);
        (run.ExitCode, run.Out).Should().Be((1, "total 1\nPatient/1\n"));
        run.Error.Should().Contain("The JSON ends too early.");
    }

    [Fact]
    public void A_search_without_files_is_wrong_usage() => CommandRun.Of("search", "Patient?x=1").ExitCode.Should().Be(2);
}
