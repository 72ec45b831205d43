using Gateway.Security;

namespace Gateway.Tests.Security;

public sealed class SmartScopeTests
{
    [Theory]
    [InlineData("system/Patient.rs", ScopeContext.System, "Patient", Interaction.Read | Interaction.Search, null)]
    [InlineData("user/*.cruds", ScopeContext.User, "*", Interaction.Create | Interaction.Read | Interaction.Update | Interaction.Delete | Interaction.Search, null)]
    [InlineData("patient/Observation.c", ScopeContext.Patient, "Observation", Interaction.Create, null)]
    [InlineData("system/Observation.rs?category=laboratory&status=final", ScopeContext.System, "Observation", Interaction.Read | Interaction.Search, "category=laboratory&status=final")]
    [InlineData("system/Task.read", ScopeContext.System, "Task", Interaction.Read | Interaction.Search, null)]
    [InlineData("system/Task.write", ScopeContext.System, "Task", Interaction.Create | Interaction.Update | Interaction.Delete, null)]
    [InlineData("user/Task.*", ScopeContext.User, "Task", Interaction.Create | Interaction.Read | Interaction.Update | Interaction.Delete | Interaction.Search, null)]
    internal void A_scope_says_who_may_do_what_with_which_type(string text, ScopeContext context, string type, Interaction interactions, string? restriction) =>
        SmartScope.Parse(text).Should().Be(new SmartScope(context, type, interactions, restriction));

    [Theory]
    [InlineData("system/Patient.sr")]
    [InlineData("system/Patient.rr")]
    [InlineData("system/Patient.")]
    [InlineData("system/Patient")]
    [InlineData("system/Patient.rx")]
    [InlineData("system/Patient.RS")]
    [InlineData("system/patient.rs")]
    [InlineData("system/Pat*.rs")]
    [InlineData("system/DomainResource.rs")]
    [InlineData("system/HumanName.rs")]
    [InlineData("System/Patient.rs")]
    [InlineData("launch/patient")]
    [InlineData(" system/Patient.rs")]
    [InlineData("system/Patient.rs\n")]
    [InlineData("system/Patient.rs?")]
    [InlineData("system/Patient.rs?name")]
    [InlineData("system/Patient.rs?name=")]
    [InlineData("system/Patient.rs?=x")]
    [InlineData("system/Patient.rs?a=1&")]
    [InlineData("system/Patient.rs?a=b c")]
    [InlineData("system/Patient.read?a=b")]
    [InlineData("custody/records.write")]
    public void What_is_not_written_as_the_standard_has_it_grants_nothing(string text) => SmartScope.Parse(text).Should().BeNull();

    [Fact]
    public void A_caller_may_do_what_one_of_its_scopes_says()
    {
        var caller = Caller("system/Patient.rs", "system/Task.u");
        caller.May(Interaction.Read, "Patient").Should().BeTrue();
        caller.May(Interaction.Update, "Patient").Should().BeFalse();
        caller.May(Interaction.Search, "Task").Should().BeFalse();
        caller.May(Interaction.Search, SmartScope.AllTypes).Should().BeFalse();
        caller.May(Interaction.None, "Patient").Should().BeFalse();
        Caller("system/*.s").May(Interaction.Search, SmartScope.AllTypes).Should().BeTrue();
    }

    [Fact]
    public void A_restricted_scope_allows_only_who_applies_the_restriction()
    {
        var caller = Caller("system/Observation.rs?category=laboratory", "system/Observation.s?status=final");
        caller.May(Interaction.Search, "Observation").Should().BeFalse();
        caller.Grant(Interaction.Search, "Observation").Should().BeEquivalentTo(new ScopeGrant(true, ["category=laboratory", "status=final"]));
        caller.Grant(Interaction.Read, "Observation").Restrictions.Should().Equal("category=laboratory");
        Caller("system/Observation.rs?category=laboratory", "system/*.rs").May(Interaction.Search, "Observation").Should().BeTrue();
    }

    [Theory]
    [Trait("Attack", "13")]
    [InlineData("system/Patient.rs", true)]
    [InlineData("system/Patient.r", true)]
    [InlineData("system/Patient.read", true)]
    [InlineData("system/Patient.rs?active=true", true)]
    [InlineData("system/Observation.rs?category=laboratory", true)]
    [InlineData("system/Observation.rs?status=final&category=laboratory", true)]
    [InlineData("system/Task.cu", true)]
    [InlineData("system/Task.c?status=requested", true)]
    [InlineData("system/Patient.cruds", false)]
    [InlineData("user/Patient.rs", false)]
    [InlineData("system/*.r", false)]
    [InlineData("system/Observation.rs", false)]
    [InlineData("system/Observation.rs?category=laboratory,survey", false)]
    [InlineData("system/Observation.rs?category=survey", false)]
    [InlineData("system/Task.rs", false)]
    public void A_scope_is_within_others_when_they_allow_all_of_it(string scope, bool expected) =>
        SmartScope.Parse(scope)!.IsWithin([.. new[] { "system/Patient.rs", "system/Observation.rs?category=laboratory", "system/Task.c", "system/Task.u" }.Select(s => SmartScope.Parse(s)!)]).Should().Be(expected);

    [Fact]
    public void All_types_are_within_all_types_alone()
    {
        SmartScope[] all = [SmartScope.Parse("system/*.rs")!];
        SmartScope.Parse("system/Patient.r")!.IsWithin(all).Should().BeTrue();
        SmartScope.Parse("system/*.s")!.IsWithin(all).Should().BeTrue();
        SmartScope.Parse("system/*.cruds")!.IsWithin(all).Should().BeFalse();
    }

    [Fact]
    public void A_scope_for_one_patient_allows_nothing_without_a_launch() =>
        Caller("patient/*.cruds").Grant(Interaction.Read, "Patient").IsAllowed.Should().BeFalse();

    [Fact]
    public void A_caller_of_no_known_kind_may_do_nothing() =>
        (Caller("system/*.cruds") with { Kind = CallerKind.Unknown }).May(Interaction.Read, "Patient").Should().BeFalse();

    internal static Caller Caller(params string[] scopes) => new()
    {
        Issuer = "https://issuer.test",
        ClientId = "client-1",
        Kind = CallerKind.TrustClinician,
        Scopes = [.. scopes.Select(SmartScope.Parse).OfType<SmartScope>()],
    };
}
