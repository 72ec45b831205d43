using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Paths;
using Gateway.Fhir.Tests.Data;
using Gateway.Fhir.Validation.Base;

namespace Gateway.Fhir.Tests.Validation;

/// <summary>Where it follows from which children are there whether an invariant holds, it is not evaluated: what follows is what evaluating gives.</summary>
public sealed class PresenceTests
{
    private static readonly PathCache s_paths = new(new PathOptions { AsFilters = true });
    private readonly Dictionary<(string Expression, TypeDefinition Type), Func<ulong, bool?>?> _tests = [];
    private readonly HashSet<string> _decided = [];

    [NeedsExamplesFact]
    public void What_follows_from_presence_is_what_evaluating_gives_in_every_official_example()
    {
        foreach (var file in OfficialExamples.Files())
        {
            var root = FhirContent.Read(File.ReadAllBytes(file)).Root;
            if (root.Type.Name is not ("Bundle" or "StructureDefinition"))
                Compare(root, new PathEnvironment { Resource = root, RootResource = root });
        }

        _decided.Should().Contain("contained.meta.security.empty()").And.HaveCountGreaterThan(30);
    }

    [Theory]
    [InlineData("Period", "start.hasValue().not() or end.hasValue().not() or (start <= end)", """{"period":{"start":"2020"}}""", true)]
    [InlineData("Period", "start.hasValue().not() or end.hasValue().not() or (start <= end)", """{"period":{"start":"2020","end":"2021"}}""", null)]
    [InlineData("Period", "start.exists() and end.exists()", """{"period":{"start":"2020"}}""", false)]
    [InlineData("Period", "start.exists() != end.exists()", """{"period":{"start":"2020"}}""", true)]
    [InlineData("Period", "end.exists() implies start.exists()", """{"period":{"end":"2020"}}""", false)]
    [InlineData("Period", "end.where($this > @2020).exists()", """{"period":{"end":"2020"}}""", null)]
    [InlineData("Period", "(start | end).first().empty()", """{"period":{"id":"a"}}""", true)]
    [InlineData("Period", "Period.start.exists()", """{"period":{"id":"a"}}""", null)]
    [InlineData("Period", "start.count() = 1", """{"period":{"id":"a"}}""", null)]
    public void Only_what_is_certain_follows(string type, string expression, string content, bool? expected)
    {
        var element = Validated.Read($$"""{"resourceType":"Encounter","status":"planned","class":{"code":"a"},{{content[1..]}}""")["period"].Single();
        (PresenceTest.Of(expression, DefinitionSet.R4.FindType(type))?.Invoke(PresenceTest.Children(element))).Should().Be(expected);
    }

    private void Compare(Element element, PathEnvironment environment)
    {
        var type = element.Type;
        var present = PresenceTest.Children(element);
        foreach (var invariant in element.Definition.Facts.Invariants.Concat(type.Facts.Invariants).Where(i => i.Expression.Length > 0))
        {
            if (!_tests.TryGetValue((invariant.Expression, type), out var test))
                _tests.Add((invariant.Expression, type), test = s_paths.Get(invariant.Expression, type).Path is null ? null : PresenceTest.Of(invariant.Expression, type));
            if (test?.Invoke(present) is not { } told)
                continue;
            _decided.Add(invariant.Expression);
            s_paths.Get(invariant.Expression, type).Path!.Test(element, out _, environment).Should().Be(told, "{0} on {1}", invariant.Expression, ElementPath.Of(element));
        }

        foreach (var child in element.Children)
            Compare(child, environment);
    }
}
