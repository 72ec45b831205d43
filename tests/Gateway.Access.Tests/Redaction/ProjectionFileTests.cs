using Gateway.Access.Redaction;

namespace Gateway.Access.Tests.Redaction;

/// <summary>Files of projections that cannot be right are told, all of their faults at once.</summary>
public sealed class ProjectionFileTests : IDisposable
{
    private const string Head = "\"name\":\"seen\",\"title\":\"t\",\"for\":\"f\",\"basis\":\"b\"";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("projections");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_file_without_faults_is_found_by_its_name()
    {
        var (faults, all) = Load($$"""{ {{Head}}, "views":[{"type":"Organization","shows":{"active":"value","name":"words"} }]}""");
        faults.Should().BeEmpty();
        all.Names.Should().Equal("seen");
        var given = Samples.Read("""{"resourceType":"Organization","id":"o","active":true,"name":"A trust","alias":["B"]}""");
        var seen = all.Find("seen")!.Apply(given)!;
        seen.Removed.Should().Equal("Organization.alias");
        Samples.Text(seen.Resource).Should().EndWith("""
            "active":true,"name":"A trust"}
            """.Trim());
        all.Find("unseen").Should().BeNull();
    }

    [Fact]
    public void What_lies_in_a_resource_is_shown_as_it_is_seen_alone_where_something_shown_points_to_it()
    {
        const string Statement = """
            {"resourceType":"MedicationStatement","id":"m","contained":[{"resourceType":"Medication","id":"med","code":{"text":"Sertraline"},"manufacturer":{"reference":"#maker"}},{"resourceType":"Organization","id":"maker","name":"Maker"}],
            "status":"active","medicationReference":{"reference":"#med"},"subject":{"reference":"Patient/p"},"note":[{"text":"n"}]}
            """;
        Samples.Text(Projections.Of("court-report").Apply(Samples.Read(Statement))!.Resource).Should().Contain("""
            "contained":[{"resourceType":"Medication","id":"med","code":{"text":"Sertraline"}}],"status":"active","medicationReference":{"reference":"#med"}
            """.Trim()).And.NotContain("Maker");
        Projections.Of("court-report").Apply(Samples.Read(Statement.Replace("\"Medication\"", "\"Substance\"", StringComparison.Ordinal).Replace("manufacturer", "instance", StringComparison.Ordinal).Replace("{\"reference\":\"#maker\"}", "[{\"identifier\":{\"value\":\"1\"}}]", StringComparison.Ordinal))).Should().BeNull("what it points to is not shown");
    }

    [Fact]
    public void An_element_that_could_turn_the_meaning_round_is_shown_or_left_out_with_a_reason()
    {
        Load($$"""{ {{Head}}, "views":[{"type":"Flag","shows":{"code":"whole"} },{"type":"Patient","shows":{"identifier":{"shows":{"value":"words"} },"active":"value"},"without":{"deceased":"no matter"} }]}""").Faults.Should().Equal(
            "seen.json: views[0] Flag: Flag.status can turn round what the rest says: it must be shown, or be left out with a reason (without).",
            "seen.json: views[1] Patient.identifier: Identifier.use can turn round what the rest says: it must be shown, or be left out with a reason (without).",
            "seen.json: views[1] Patient: Patient.link can turn round what the rest says: it must be shown, or be left out with a reason (without).");
    }

    [Theory]
    [InlineData("no type", """ "views":[{"type":"Patents","shows":{}}] """, "views[0]: there is no view of Patents: a type of resource is due, and Bundle, Parameters and OperationOutcome are shown by their parts.")]
    [InlineData("no element", """ "views":[{"type":"Basic","shows":{"colour":"value"},"without":{"code":"no matter"}}] """, "views[0] Basic: Basic has no element colour.")]
    [InlineData("no way of showing", """ "views":[{"type":"Basic","shows":{"author":"words"},"without":{"code":"no matter"}}] """, "views[0] Basic.author: Basic.author cannot be shown as words.")]
    [InlineData("no list", """ "views":[{"type":"Basic","shows":{"code":{"codes":"risks"}}}] """, "views[0] Basic.code: there is no list risks.")]
    [InlineData("no set", """ "views":[{"type":"Basic","shows":{"identifier":{"shows":"person"}},"without":{"code":"no matter"}}] """, "views[0] Basic.identifier: there is no set person.")]
    [InlineData("no numbers", """ "views":[{"type":"Basic","shows":{"identifier":{"numbers":"police"}},"without":{"code":"no matter"}}] """, "views[0] Basic.identifier: there are no numbers police.")]
    [InlineData("no shared view", """ "views":["person"] """, "views[0]: there is no view person.")]
    [InlineData("two ways", """ "views":[{"type":"Basic","shows":{"author":{"show":"whole","codes":"a"}},"without":{"code":"no matter"}}] """, "views[0] Basic.author: exactly one of show, codes, named, translated, reference, numbers, shows, matching and presence is due.")]
    [InlineData("a word that is not known", """ "views":[{"type":"Basic","shows":{"code":{"show":"whole","need":true}}}] """, "views[0] Basic.code: need is not understood here.")]
    [InlineData("a condition on nothing", """ "views":[{"type":"Basic","when":{"code.colour":["red"]},"shows":{"code":"whole"}}] """, "views[0] Basic.when.code.colour: CodeableConcept has no element colour.")]
    [InlineData("a condition without a test", """ "views":[{"type":"Basic","when":{"code":{"is":"red"}},"shows":{"code":"whole"}}] """, "views[0] Basic.when.code: values, true, false, codes, numbers, matching or below is due.")]
    [InlineData("a view that is never reached", """ "views":[{"type":"Basic","shows":{"code":"whole"}},{"type":"Basic","shows":{"created":"value"},"without":{"code":"no matter"}}] """, "views[1] Basic: this view is never used: one before it is of all resources of the type.")]
    [InlineData("a list that is never used", """ "lists":{"spare":{"https://s.test":"*"}},"views":[{"type":"Basic","shows":{"code":"whole"}}] """, "list spare is never used.")]
    [InlineData("neither whole nor views", """ "source":true """, "views: a projection shows the whole, or it has views.")]
    [InlineData("a choice without its type", """ "views":[{"type":"DeviceUseStatement","shows":{"status":"value","timing":{"shows":{"start":"value"}}}}] """, "views[0] DeviceUseStatement.timing: DeviceUseStatement.timing[x] may be of several types: name the one that is meant.")]
    public void A_fault_is_told_with_its_place(string what, string content, string fault) =>
        Load($$"""{ {{Head}}, {{content}} }""").Faults.Should().Equal([$"seen.json: {fault}"], what);

    [Fact]
    public void Faults_of_all_files_are_told_at_once()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "broken.json"), "{");
        File.WriteAllText(Path.Combine(_folder.FullName, "shared.json"), """{"sets":{"spare":{}},"colours":{}}""");
        Load("""{"name":"other","name":"other"}""").Faults.Should().HaveCount(4).And.ContainSingle(f => f.StartsWith("broken.json: ", StringComparison.Ordinal)).And.ContainSingle(f => f.StartsWith("seen.json: ", StringComparison.Ordinal))
            .And.Contain("shared.json: colours: this is not understood.").And.Contain("shared.json: set spare is never used.");
    }

    [Fact]
    public void A_folder_without_projections_is_a_fault()
    {
        var faults = new List<string>();
        ProjectionSet.Load(_folder.FullName, faults);
        faults.Should().ContainSingle();
    }

    private (IReadOnlyList<string> Faults, ProjectionSet All) Load(string content)
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "seen.json"), content);
        var faults = new List<string>();
        return (faults, ProjectionSet.Load(_folder.FullName, faults));
    }
}
