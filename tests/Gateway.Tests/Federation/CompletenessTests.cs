using Gateway.Federation;
using Gateway.Federation.Asking;
using Gateway.Fhir.Search.Values;
using Gateway.Sources;
using static Gateway.Tests.Federation.ScriptedFederation;

namespace Gateway.Tests.Federation;

public sealed class CompletenessTests
{
    [Fact]
    public async Task Who_might_have_been_asked_had_another_not_failed_leaves_the_answer_incomplete()
    {
        var cases = new ScriptedSource(1, "cases", ["Patient", "Flag"], [Pnc], _ => SourceAnswer.Of(SourceState.Failed));
        var trust = new ScriptedSource(2, "trust", ["Patient", "MedicationStatement"], [Nhs], _ => SourceAnswer.Of(SourceState.NothingKnown));
        await using var federation = await StartAsync(cases, trust);

        var found = await federation.SearchAsync("MedicationStatement", $"patient.identifier={Pnc}|2013/0100039K");

        StateOf(found, "trust").Should().Be(SourceState.NotLinked);
        StateOf(found, "cases").Should().Be(SourceState.Failed);
        found.IsIncomplete.Should().BeTrue();
        found.IsWhole.Should().BeFalse();
    }

    [Theory]
    [InlineData(SourceState.Answered, SourceState.Partly, SourceState.Partly)]
    [InlineData(SourceState.Answered, SourceState.Failed, SourceState.Partly)]
    [InlineData(SourceState.NothingKnown, SourceState.Answered, SourceState.Answered)]
    [InlineData(SourceState.NothingKnown, SourceState.TimedOut, SourceState.TimedOut)]
    [InlineData(SourceState.Failed, SourceState.NothingKnown, SourceState.Failed)]
    [InlineData(SourceState.Partly, SourceState.Answered, SourceState.Partly)]
    internal void Of_two_answers_of_one_source_what_is_missing_is_missing(SourceState first, SourceState second, SourceState both)
    {
        var gathering = new Gathering(new IndexExtractor());
        var source = new ScriptedSource(1, "cases", ["Flag"], [Pnc], _ => SourceAnswer.Of(SourceState.Failed)).Profile;

        gathering.Report(new SourceReport(source, first));
        gathering.Report(new SourceReport(source, second));

        gathering.Reports.Should().ContainSingle().Which.State.Should().Be(both);
    }

    [Fact]
    public async Task Conditions_of_the_type_that_is_searched_do_not_narrow_what_is_included()
    {
        var cases = new ScriptedSource(1, "cases", ["Patient", "ServiceRequest", "Task"], [Pnc], _ => SourceAnswer.Of(SourceState.NothingKnown));
        await using var federation = await StartAsync(cases);

        await federation.SearchAsync("ServiceRequest", $"patient.identifier={Pnc}|2013/0100039K&status=active&_revinclude=Task:focus");

        cases.Asked.Should().ContainSingle().Which.Hints.Should().BeEmpty();
    }

    [Fact]
    public async Task A_search_that_names_too_many_persons_asks_nobody()
    {
        var cases = new ScriptedSource(1, "cases", ["Patient", "Flag"], [Pnc], _ => SourceAnswer.Of(SourceState.NothingKnown));
        await using var federation = await StartAsync(cases);

        var found = await federation.SearchAsync("Flag", $"patient={string.Join(',', Enumerable.Range(0, 51).Select(i => $"Patient/p{i}"))}");

        found.HasManyPersons.Should().BeTrue();
        cases.Asked.Should().BeEmpty();
    }
}
