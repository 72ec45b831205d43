using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;
using Gateway.Fhir.Paths;
using Gateway.Fhir.Tests.Data;

namespace Gateway.Fhir.Tests.Paths;

public sealed class StandardExpressionTests
{
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
            select $"{element.Facts.Path} {invariant.Key}: {fault}";
        faults.Should().BeEmpty();
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
            select $"{parameter.Url} on {type}: {fault}";
        faults.Should().BeEmpty();
    }

    [NeedsExamplesFact]
    public void The_official_examples_keep_the_invariants_of_the_standard()
    {
        var cache = new PathCache(new PathOptions { AsFilters = true });
        var broken = new SortedDictionary<string, int>();
        var kept = 0;
        foreach (var file in OfficialExamples.Files())
            Check(Path.GetFileName(file), FhirJson.Read(File.ReadAllBytes(file)).Root);
        Console.WriteLine(string.Join("\n", broken.Select(b => $"{b.Value} {b.Key}")));
        broken.Should().BeEmpty();

        void Check(string file, Element root) => Walk(file, root, root, root);

        void Walk(string file, Element element, Element resource, Element container)
        {
            if (element.Type.IsResource)
                resource = element;
            if (element.Type.IsResource && element.Name != "contained")
                container = element;
            foreach (var invariant in element.Definition.Facts.Invariants.Concat(element.Type.IsNested ? [] : element.Type.Facts.Invariants).Where(i => i.IsError && i.Expression.Length > 0))
            {
                if (cache.Get(invariant.Expression, element.Type).Path is not { } path)
                    continue;
                var truth = path.Test(element, out var fault, new PathEnvironment { Resource = resource, RootResource = container });
                if (truth == true)
                    kept++;
                else
                    broken[$"{invariant.Key} {fault}{truth} {(truth == null ? "" : file)}"] = broken.GetValueOrDefault($"{invariant.Key} {fault}{truth} {(truth == null ? "" : file)}") + 1;
            }

            foreach (var child in element.Children)
                Walk(file, child, resource, container);
        }
    }

    private static IEnumerable<ElementDefinition> Elements(TypeDefinition type)
    {
        yield return type.Root;
        foreach (var element in type.Elements)
        {
            yield return element;
            if (!element.IsChoice && element.Type.IsNested && element.Facts.ContentReference.Length == 0)
                foreach (var inner in Elements(element.Type).Skip(1))
                    yield return inner;
        }
    }
}
