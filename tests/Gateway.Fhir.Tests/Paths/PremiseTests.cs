using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Paths;
using Gateway.Fhir.Tests.Data;

namespace Gateway.Fhir.Tests.Paths;

/// <summary>A condition is passed over where what it asks about is absent: then it must hold.</summary>
public sealed class PremiseTests
{
    private static readonly PathCache s_paths = new(new PathOptions { AsFilters = true });

    [Theory]
    [InlineData("contained.contained.empty()", "contained")]
    [InlineData("contained.where(id = 'a').empty() and contained.meta.versionId.empty()", "contained")]
    [InlineData("start.hasValue().not() or end.hasValue().not() or (start <= end)", "start", "end")]
    [InlineData("code.empty() or system.exists()", "code")]
    [InlineData("a.exists() implies b.exists()", "a")]
    [InlineData("a = b", "a", "b")]
    [InlineData("a.exists()")]
    [InlineData("a.exists().not() and b.empty()")]
    [InlineData("extension.exists() != value.exists()")]
    [InlineData("a.count() = 1")]
    [InlineData("iif(a.empty(), false, true)")]
    [InlineData("%resource.a.empty()")]
    public void A_condition_names_the_children_without_which_it_holds(string condition, params string[] names) =>
        CompiledPath.Compile(condition).Path!.HoldsWithout.Should().BeEquivalentTo(names);

    [NeedsExamplesFact]
    public void No_rule_of_the_standard_is_broken_by_an_element_without_what_it_asks_about()
    {
        var asked = 0;
        foreach (var file in OfficialExamples.Files().Where((_, i) => i % 10 == 0))
            if (FhirContent.Read(File.ReadAllBytes(file)) is { IsRead: true } read)
                asked += Asked(read.Root);
        asked.Should().BeGreaterThan(10_000);
    }

    private static int Asked(Element element)
    {
        var asked = 0;
        foreach (var invariant in element.Type.Facts.Invariants.Where(i => i.Expression.Length > 0))
            if (Compiled(invariant.Expression, element.Type) is { HoldsWithout: { Count: > 0 } names } path && names.Any(n => !element[n].Any()))
            {
                path.Test(element, out _, new PathEnvironment { Resource = element, RootResource = element }).Should().NotBe(false, $"{element.Type.Path} lacks one of {string.Join(", ", names)}: {invariant.Expression}");
                asked++;
            }

        foreach (var child in element.Children)
            asked += Asked(child);
        return asked;
    }

    private static CompiledPath? Compiled(string expression, TypeDefinition type) => s_paths.Get(expression, type).Path;
}
