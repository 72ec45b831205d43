using Gateway.Fhir.Definitions;
using Gateway.Fhir.Paths;
using Gateway.Fhir.Tests.Data;

namespace Gateway.Fhir.Tests.Paths;

public sealed class FaultTests
{
    [Theory]
    [InlineData("1 +\n  )", PathFaultKind.Syntax, 6, 2, 3)]
    [InlineData("name.where(", PathFaultKind.Syntax, 11, 1, 12)]
    [InlineData("'a\nb", PathFaultKind.Syntax, 0, 1, 1)]
    [InlineData("a\n  .b = 'it\\x'", PathFaultKind.Syntax, 12, 2, 11)]
    [InlineData("1 = @2015-02-30", PathFaultKind.Syntax, 4, 1, 5)]
    [InlineData("name.frob()", PathFaultKind.Semantic, 5, 1, 6)]
    [InlineData("name.first(1)", PathFaultKind.Semantic, 5, 1, 6)]
    [InlineData("name\n.where()", PathFaultKind.Semantic, 6, 2, 2)]
    [InlineData("iif(true)", PathFaultKind.Semantic, 0, 1, 1)]
    [InlineData("1 is Nothing", PathFaultKind.Semantic, 2, 1, 3)]
    [InlineData("name.ofType(Nothing)", PathFaultKind.Semantic, 5, 1, 6)]
    [InlineData("Patient.nom", PathFaultKind.Semantic, 8, 1, 9)]
    [InlineData("Patient.contact.name.givn", PathFaultKind.Semantic, 21, 1, 22)]
    [InlineData("Patient.contact.select(name.givn)", PathFaultKind.Semantic, 28, 1, 29)]
    [InlineData("Observation.valueQuantity", PathFaultKind.Semantic, 12, 1, 13)]
    [InlineData("Observation.value.ofType(Quantity).low", PathFaultKind.Semantic, 35, 1, 36)]
    [InlineData("Observation.component.valueString", PathFaultKind.Semantic, 22, 1, 23)]
    [InlineData("$index", PathFaultKind.Semantic, 0, 1, 1)]
    [InlineData("name.where($total = 1)", PathFaultKind.Semantic, 11, 1, 12)]
    [InlineData("-'a'", PathFaultKind.Semantic, 0, 1, 1)]
    public void A_faulty_expression_says_where(string expression, PathFaultKind kind, int position, int line, int column) =>
        CompiledPath.Compile(expression).Fault.Should().BeEquivalentTo(new { Kind = kind, Position = position, Line = line, Column = column });

    [Theory]
    [InlineData("id + %frob", PathFaultKind.Semantic, 5)]
    [InlineData("name.given.first() + 1", PathFaultKind.Execution, 19)]
    [InlineData("name.family.length()", PathFaultKind.Execution, 5)]
    [InlineData("id.matches(name.first().family & '(')", PathFaultKind.Execution, 3)]
    [InlineData("id > 5", PathFaultKind.Execution, 3)]
    [InlineData("name.single()", PathFaultKind.Execution, 5)]
    [InlineData("id.substring(id)", PathFaultKind.Execution, 13)]
    public void A_fault_met_in_the_data_says_where_and_names_no_value(string expression, PathFaultKind kind, int position)
    {
        var marked = Answer.Read(System.Text.Encoding.UTF8.GetString(SmallExample.Utf8).Replace("Chalmers", "SECRET", StringComparison.Ordinal).Replace("\"example\"", "\"SECRET\"", StringComparison.Ordinal));
        var fault = CompiledPath.Compile(expression).Path!.Evaluate(marked).Fault!;
        (fault.Kind, fault.Position).Should().Be((kind, position));
        fault.ToString().Should().NotContain("SECRET").And.StartWith($"1:{position + 1}: ");
        CompiledPath.Compile(expression).Path!.Test(marked, out var tested).Should().BeNull();
        tested.Should().Be(fault);
    }

    [Theory]
    [InlineData("nom", "Patient", false)]
    [InlineData("name.given.foo", "Patient", false)]
    [InlineData("deceasedBoolean", "Patient", false)]
    [InlineData("deceased.value", "Patient", false)]
    [InlineData("contact.name.family", "Patient", true)]
    [InlineData("link.other.resolve().anything", "Patient", true)]
    [InlineData("contained.anything", "Patient", true)]
    [InlineData("children().anything", "Patient", true)]
    [InlineData("extension.value.anything", "Patient", false)]
    [InlineData("extension.value.code", "Patient", true)]
    [InlineData("entry.resource.anything", "Bundle", true)]
    [InlineData("item.item.item.linkId", "Questionnaire", true)]
    [InlineData("item.item.item.link", "Questionnaire", false)]
    [InlineData("iif(true, name, address).period", "Patient", true)]
    [InlineData("iif(true, name, address).frob", "Patient", false)]
    [InlineData("(name | address).family", "Patient", true)]
    [InlineData("name.first().family.upper() + 1", "Patient", true)]
    [InlineData("active + 1", "Patient", false)]
    [InlineData("name.length()", "Patient", false)]
    public void The_type_of_the_context_tells_what_exists(string expression, string type, bool exists)
    {
        CompiledPath.Compile(expression, new PathOptions { Context = DefinitionSet.R4.FindType(type) }).Fault?.Kind.Should().Be(exists ? null : PathFaultKind.Semantic);
        (CompiledPath.Compile(expression, new PathOptions { Context = DefinitionSet.R4.FindType(type) }).Path is not null).Should().Be(exists);
        CompiledPath.Compile(expression).Path.Should().NotBeNull("without a context nothing is known");
    }

    [Theory]
    [InlineData("Encounter.name")]
    [InlineData("iif('a', 1, 2)")]
    public void Strict_paths_are_no_slips(string expression)
    {
        var options = new PathOptions { Context = DefinitionSet.R4.FindType("Patient"), IsStrict = true };
        CompiledPath.Compile(expression, options).Fault!.Kind.Should().Be(PathFaultKind.Semantic);
    }

    [Theory]
    [InlineData("children().first()")]
    [InlineData("descendants()[1]")]
    [InlineData("children().skip(1)")]
    [InlineData("children().where(true).last()")]
    public void Order_that_is_none_can_be_refused(string expression)
    {
        CompiledPath.Compile(expression, new PathOptions { ChecksOrder = true }).Fault!.Kind.Should().Be(PathFaultKind.Semantic);
        CompiledPath.Compile(expression).Fault.Should().BeNull();
    }

    [Fact]
    public void A_number_of_the_data_that_no_decimal_holds_is_a_fault_of_its_own()
    {
        var on = Answer.Read("""{ "resourceType": "Observation", "status": "final", "code": { "text": "x" }, "valueQuantity": { "value": 1e400 } }""");
        var fault = CompiledPath.Compile("value.value > 1").Path!.Evaluate(on).Fault!;
        fault.Kind.Should().Be(PathFaultKind.Execution);
        fault.Message.Should().NotContain("400");
        Answer.Of("value > 1", on).Should().Be("! Execution");
        Answer.Of("value.value", on).Should().Be("1e400");
    }

    [Fact]
    public void The_cache_keeps_paths_and_faults_by_context()
    {
        var cache = new PathCache(PathOptions.Default, capacity: 2);
        cache.Get("name").Path.Should().BeSameAs(cache.Get("name").Path);
        cache.Get("nom", Answer.Patient.Type).Fault.Should().BeSameAs(cache.Get("nom", Answer.Patient.Type).Fault);
        cache.Get("id").Path.Should().NotBeSameAs(cache.Get("id").Path);
    }
}
