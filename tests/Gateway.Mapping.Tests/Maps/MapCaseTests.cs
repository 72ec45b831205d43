using Gateway.Mapping.Compilation;

namespace Gateway.Mapping.Tests.Maps;

public sealed class MapCaseTests
{
    public static TheoryData<string, string> Cases()
    {
        var data = new TheoryData<string, string>();
        foreach (var @case in MapCase.All())
            data.Add(@case.Map, @case.Name);
        return data;
    }

    [Fact]
    public void All_maps_load_without_a_fault() => LoadedMaps.Catalog.Faults.Select(f => f.ToString()).Should().BeEmpty();

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_case_gives_what_is_due(string map, string name)
    {
        var @case = MapCase.Of(map, name);
        var (targets, said) = @case.Run(new MapRecorder());
        @case.Differences(targets).Should().BeEmpty();
        said.Should().Equal(@case.Report);
    }

    [Fact]
    public void Every_rule_and_every_row_of_a_ConceptMap_is_reached_by_a_case()
    {
        var recorder = new MapRecorder();
        foreach (var @case in MapCase.All())
            @case.Run(recorder);
        var rules = LoadedMaps.Catalog.Maps.SelectMany(m => m.Rules).Distinct().Where(r => !recorder.Rules.ContainsKey(r)).Select(r => $"{Path.GetFileName(r.Map)} {r}");
        rules.Should().BeEmpty();
        // No map translates medicines to their ingredients: the medication view groups by them, and its tests reach each row.
        var rows = LoadedMaps.Catalog.ConceptRows.Where(r => r.ConceptMap != "https://health-justice.example/fhir/ConceptMap/medicine-ingredient" && !recorder.Rows.Contains(r)).Select(r => $"{Path.GetFileName(r.ConceptMap)} {r.Code}");
        rows.Should().BeEmpty();
    }
}
