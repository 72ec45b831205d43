using Gateway.Fhir.Definitions;
using Gateway.Fhir.Definitions.Facts;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;
using Gateway.Fhir.Paths;
using Gateway.Fhir.Tests.Data;

namespace Gateway.Fhir.Tests.Paths;

public sealed class StandardExpressionTests
{
    private static readonly PathCache s_cache = new(new PathOptions { AsFilters = true });

    [Fact]
    public void Every_invariant_of_the_standard_compiles_on_the_type_it_stands_on()
    {
        var faults =
            from name in DefinitionSet.R4.Names
            from element in Elements(DefinitionSet.R4.FindType(name)!)
            from invariant in element.Facts.Invariants
            where invariant.Expression.Length > 0
            let fault = CompiledPath.Compile(invariant.Expression, new PathOptions { Context = element.IsChoice ? null : element.Type }).Fault
            where fault is not null
            select $"{element.Facts.Path} {invariant.Key}";
        faults.Should().BeEquivalentTo(StandardErrata.Invariants.Keys);
    }

    [Fact]
    public void Every_search_parameter_of_the_standard_compiles_on_each_type_it_searches()
    {
        var faults =
            from parameter in R4Definitions.SearchParameters
            where parameter.Expression.Length > 0
            from type in parameter.Bases
            let fault = CompiledPath.Compile(parameter.Expression, new PathOptions { Context = DefinitionSet.R4.FindType(type), AsFilters = true }).Fault
            where fault is not null
            select parameter.Url[(parameter.Url.LastIndexOf('/') + 1)..];
        faults.Should().BeEquivalentTo(StandardErrata.SearchParameters.Keys);
    }

    [NeedsExamplesFact]
    public void The_official_examples_keep_the_invariants_of_the_standard()
    {
        var answers = OfficialExamples.Files().SelectMany(f => Answers(Path.GetFileName(f), FhirJson.Read(File.ReadAllBytes(f)).Root)).ToList();
        answers.Where(a => a.Fault is not null).Should().BeEmpty();
        answers.Where(a => a.Holds is null).Select(a => a.Key).Distinct().Should().BeEquivalentTo(StandardErrata.EmptyAnswers.Keys);
        answers.Where(a => a.Holds == false).Select(a => $"{a.Key} {a.File}").Distinct().Should().BeEquivalentTo(StandardErrata.BrokenExamples.Keys);
        answers.Count.Should().BeGreaterThan(1_000_000);
    }

    private static IEnumerable<Answer> Answers(string file, Element root)
    {
        var open = new Stack<(Element Element, Element Resource, Element Container)>([(root, root, root)]);
        while (open.TryPop(out var at))
        {
            if (at.Element.Type.IsResource)
                at = (at.Element, at.Element, at.Element.Name == "contained" ? at.Container : at.Element);
            foreach (var invariant in Invariants(at.Element))
            {
                if (s_cache.Get(invariant.Expression, at.Element.Type).Path is not { } path)
                    continue;
                var holds = path.Test(at.Element, out var fault, new PathEnvironment { Resource = at.Resource, RootResource = at.Container });
                yield return new Answer(invariant.Key, file, holds, fault);
            }

            foreach (var child in at.Element.Children)
                open.Push((child, at.Resource, at.Container));
        }
    }

    private static IEnumerable<InvariantFacts> Invariants(Element element) =>
        element.Definition.Facts.Invariants.Concat(element.Type.Facts.Invariants).DistinctBy(i => i.Key).Where(i => i.IsError && i.Expression.Length > 0);

    private static IEnumerable<ElementDefinition> Elements(TypeDefinition type)
    {
        yield return type.Root;
        foreach (var element in type.Elements)
        {
            yield return element;
            if (element.IsChoice || !element.Type.IsNested || element.Facts.ContentReference.Length > 0)
                continue;
            foreach (var inner in Elements(element.Type).Skip(1))
                yield return inner;
        }
    }

    private sealed record Answer(string Key, string File, bool? Holds, PathFault? Fault);
}
