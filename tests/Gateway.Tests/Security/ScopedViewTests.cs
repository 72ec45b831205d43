using Gateway.Access.Tests.Redaction;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Validation;
using Gateway.Security;

namespace Gateway.Tests.Security;

public sealed class ScopedViewTests
{
    private const string Laboratory = """{"resourceType":"Observation","id":"1","status":"final","category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"laboratory"}]}],"code":{"text":"Sodium"}}""";
    private const string Survey = """{"resourceType":"Observation","id":"2","status":"final","category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"survey"}]}],"code":{"text":"Screen"}}""";
    private const string Person = """{"resourceType":"Patient","id":"1","name":[{"family":"Marlowe"}]}""";
    private const string Task = """{"resourceType":"Task","id":"1","status":"requested","intent":"order"}""";

    [Fact]
    public void What_the_scopes_name_is_shown_as_it_is_and_nothing_else()
    {
        var show = Show(SmartScopeTests.Caller("system/Patient.r"));
        var person = Samples.Read(Person);
        show(person).Should().Be(person);
        show(Samples.Read(Task)).Should().BeNull();
        Show(SmartScopeTests.Caller("system/Patient.cud"))(person).Should().BeNull();
    }

    [Fact]
    public void A_caller_of_no_known_kind_is_shown_nothing() =>
        Show(SmartScopeTests.Caller("system/*.cruds") with { Kind = CallerKind.Unknown })(Samples.Read(Person)).Should().BeNull();

    [Fact]
    public void A_Bundle_of_which_all_is_shown_is_the_same_and_any_other_is_not_counted()
    {
        var bundle = Samples.Read($$$"""{"resourceType":"Bundle","type":"searchset","total":2,"entry":[{"resource":{{{Person}}},"search":{"mode":"match"}},{"resource":{{{Task}}},"search":{"mode":"match"}},{"resource":{"resourceType":"OperationOutcome","issue":[{"severity":"warning","code":"timeout"}]},"search":{"mode":"outcome"}}]}""");
        Show(SmartScopeTests.Caller("system/*.rs"))(bundle).Should().Be(bundle);
        var seen = Show(SmartScopeTests.Caller("system/Task.rs"))(bundle)!.Value;
        seen["entry"].Select(e => e["resource"].Single().Type.Name).Should().Equal("Task", "OperationOutcome");
        seen["total"].Should().BeEmpty();
        BaseRules.Check(seen).Where(f => !f.IsWarning).Should().BeEmpty();
    }

    [Fact]
    public void A_document_is_shown_whole_or_not_at_all()
    {
        var message = Samples.Read($$$"""{"resourceType":"Bundle","type":"message","entry":[{"fullUrl":"urn:uuid:00000000-0000-4000-8000-000000000001","resource":{"resourceType":"MessageHeader","eventUri":"https://event.test","source":{"endpoint":"https://a.test"} } },{"fullUrl":"urn:uuid:00000000-0000-4000-8000-000000000002","resource":{{{Person}}}}]}""");
        Show(SmartScopeTests.Caller("system/MessageHeader.r", "system/Patient.r"))(message).Should().Be(message);
        Show(SmartScopeTests.Caller("system/MessageHeader.r"))(message).Should().BeNull();
    }

    [Fact]
    public void Resources_within_Parameters_are_judged_one_by_one()
    {
        var given = Samples.Read($$$"""{"resourceType":"Parameters","parameter":[{"name":"a","resource":{{{Person}}}},{"name":"b","part":[{"name":"c","resource":{{{Task}}}},{"name":"d","resource":{{{Person}}}}]},{"name":"e","part":[{"name":"f","resource":{{{Person}}}}]},{"name":"g","valueString":"x"}]}""");
        Samples.Text(Show(SmartScopeTests.Caller("system/Task.r"))(given)).Should().Be(
            $$$"""{"resourceType":"Parameters","parameter":[{"name":"b","part":[{"name":"c","resource":{{{Task}}}}]},{"name":"g","valueString":"x"}]}""");
    }

    [Fact]
    public void A_contained_resource_needs_its_scope_unless_it_says_nothing_of_a_person()
    {
        var show = Show(SmartScopeTests.Caller("system/Task.r"));
        show(Samples.Read(Task.Replace("\"status\"", "\"contained\":[{\"resourceType\":\"Organization\",\"id\":\"a\",\"name\":\"x\"}],\"owner\":{\"reference\":\"#a\"},\"status\"", StringComparison.Ordinal))).Should().NotBeNull();
        show(Samples.Read(Task.Replace("\"status\"", "\"contained\":[{\"resourceType\":\"Patient\",\"id\":\"a\"}],\"for\":{\"reference\":\"#a\"},\"status\"", StringComparison.Ordinal))).Should().BeNull();
    }

    [Theory]
    [InlineData("category=laboratory", true, false)]
    [InlineData("category=laboratory&status=final", true, false)]
    [InlineData("category=laboratory&status=amended", false, false)]
    [InlineData("category:not=laboratory", false, true)]
    [InlineData("code:missing=false", true, true)]
    [InlineData("subject:Patient.name=x", false, false)]
    [InlineData("_has:Provenance:target:agent=x", false, false)]
    [InlineData("no-such-parameter=x", false, false)]
    [InlineData("category=laboratory&_include=Observation:subject", false, false)]
    [InlineData("category:in=https://valueset.test", false, false)]
    public void A_restriction_of_a_scope_is_applied_and_one_that_cannot_be_is_met_by_nothing(string restriction, bool showsLaboratory, bool showsSurvey)
    {
        var show = Show(SmartScopeTests.Caller($"system/Observation.rs?{restriction}"));
        (show(Samples.Read(Laboratory)) is not null).Should().Be(showsLaboratory);
        (show(Samples.Read(Survey)) is not null).Should().Be(showsSurvey);
    }

    [Fact]
    [Trait("Attack", "13")]
    public void A_scope_to_read_opens_no_search_and_one_to_search_no_read()
    {
        var caller = SmartScopeTests.Caller("system/Observation.r", "system/Observation.s?category=laboratory");
        (Func<Element, Element?> search, Func<Element, Element?> read) = (new ScopedView(caller, (Interaction.Search, "Observation")).Apply, new ScopedView(caller, (Interaction.Read, "Observation")).Apply);
        search(Samples.Read(Laboratory)).Should().NotBeNull();
        search(Samples.Read(Survey)).Should().BeNull();
        read(Samples.Read(Survey)).Should().NotBeNull();
        new ScopedView(caller, (Interaction.Search, "Task")).Apply(Samples.Read(Survey)).Should().NotBeNull("what a found Task leads to may be read");
        new ScopedView(SmartScopeTests.Caller("system/Observation.s"), (Interaction.Read, "Observation")).Apply(Samples.Read(Survey)).Should().BeNull();
    }

    [Fact]
    [Trait("Attack", "14")]
    public void What_is_written_must_meet_the_restriction_before_and_after()
    {
        var caller = SmartScopeTests.Caller("system/Observation.cu?category=laboratory", "system/Observation.rs", "system/Task.c");
        foreach (var interaction in new[] { Interaction.Create, Interaction.Update })
        {
            ScopedChange.IsAllowed(caller, interaction, Samples.Read(Laboratory)).Should().BeTrue();
            ScopedChange.IsAllowed(caller, interaction, Samples.Read(Survey)).Should().BeFalse();
            ScopedChange.IsAllowed(caller, interaction, Samples.Read(Laboratory.Replace("\"id\":\"1\",", "", StringComparison.Ordinal))).Should().BeTrue();
        }

        ScopedChange.IsAllowed(caller, Interaction.Create, Samples.Read(Task)).Should().BeTrue();
        ScopedChange.IsAllowed(caller, Interaction.Update, Samples.Read(Task)).Should().BeFalse();
        ScopedChange.IsAllowed(caller, Interaction.Delete, Samples.Read(Laboratory)).Should().BeFalse();
        ScopedChange.IsAllowed(SmartScopeTests.Caller("system/Observation.c?no-such=x"), Interaction.Create, Samples.Read(Laboratory)).Should().BeFalse();
    }

    [Fact]
    public void One_of_several_restrictions_is_enough()
    {
        var show = Show(SmartScopeTests.Caller("system/Observation.rs?category=laboratory", "system/Observation.r?category=survey"));
        show(Samples.Read(Laboratory)).Should().NotBeNull();
        show(Samples.Read(Survey)).Should().NotBeNull();
    }

    private static Func<Element, Element?> Show(Caller caller) => new ScopedView(caller).Apply;
}
