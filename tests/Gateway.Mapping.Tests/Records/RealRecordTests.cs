using Gateway.Mapping.Records;

namespace Gateway.Mapping.Tests.Records;

/// <summary>What real systems send, read with small models of parts of it.</summary>
public class RealRecordTests
{
    [NeedsSharedFact]
    public void The_list_of_offences_is_an_array_of_records()
    {
        var model = SmallModel.Of("Offence 1..1", "Offence.cjsCode 1..1 string", "Offence.offenceCategory 0..1 string", "Offence.offenceTitle 0..1 string", "Offence.recordableOnPnc 0..1 boolean");
        using var stream = File.OpenRead(Shared("justice-standing-data", "cjs-offences.json"));
        var readings = RecordContent.Read(stream, model).ToArray();
        readings.Length.Should().BeGreaterThan(1000);
        readings.Should().OnlyContain(r => r.IsRead && r.Faults.Count == 0 && r.Unmapped.Count == 0);
        readings[0].Root.ChildText("cjsCode").Should().Be("AB06001");
    }

    [NeedsSharedFact]
    public void Records_of_a_person_come_from_CSV_with_spaces_around_the_names_of_columns()
    {
        string[] columns = ["rec_id", "given_name", "surname", "street_number", "address_1", "address_2", "suburb", "postcode", "state", "date_of_birth", "soc_sec_id"];
        var model = SmallModel.Of(["Febrl 1..1", .. columns.Select(c => $"Febrl.{c} {(c == "rec_id" ? 1 : 0)}..1 string")]);
        var readings = RecordContent.Read(File.ReadAllBytes(Shared("matching", "febrl", "dataset1.csv")), model).ToArray();
        readings.Should().HaveCount(1000).And.OnlyContain(r => r.IsRead && r.Unmapped.Count == 0);
        readings[0].Root.ChildText("surname").Should().Be(" waller");
        readings[0].Root["given_name"].Should().BeEmpty();
    }

    [NeedsSharedFact]
    public void Messages_of_the_court_come_from_XML_in_several_namespaces()
    {
        var model = SmallModel.Of(
            "RouteData 1..1",
            "RouteData.RequestFromSystem 1..1 BackboneElement",
            "RouteData.RequestFromSystem.VersionNumber 0..1 string xmlAttr",
            "RouteData.RequestFromSystem.CorrelationID 1..1 string",
            "RouteData.DataStream 1..1 BackboneElement",
            "RouteData.DataStream.System 0..1 string",
            "RouteData.DataStream.DataStreamContent 1..1 string");
        var files = Directory.GetFiles(Shared("court-results-spi", "uat"), "*.xml");
        files.Should().NotBeEmpty();
        foreach (var file in files)
        {
            var reading = RecordContent.Read(File.ReadAllBytes(file), model).Should().ContainSingle(file).Subject;
            reading.Faults.Should().BeEmpty(file);
            reading.Unmapped.Should().Contain("RouteData.RequestFromSystem.SystemID");
            reading.Root["DataStream"].Single().ChildText("DataStreamContent").Should().Contain("ResultedCaseMessage");
        }
    }

    [NeedsSharedFact]
    public void A_prisoner_comes_from_JSON_whose_other_fields_are_listed()
    {
        var model = SmallModel.Of(
            "Prisoner 1..1",
            "Prisoner.prisonerNumber 1..1 string",
            "Prisoner.dateOfBirth 0..1 date",
            "Prisoner.youthOffender 0..1 boolean",
            "Prisoner.aliases 0..* BackboneElement",
            "Prisoner.aliases.lastName 0..1 string");
        var content = File.ReadAllBytes(Shared("escort-record-api", "fixtures", "prisoner_search_api", "get_prisoner_200.json"));
        var reading = RecordContent.Read(content, model).Single();
        reading.Faults.Should().BeEmpty();
        Readings.Json(reading.Root).Should().Be("""{"prisonerNumber":"A1234AA","dateOfBirth":"1975-04-02","youthOffender":true,"aliases":[{"lastName":"Lorsen"}]}""");
        reading.Unmapped.Should().Contain(["Prisoner.pncNumber", "Prisoner.aliases.raceCode", "Prisoner.alerts"]);
    }

    private static string Shared(params string[] path) => Path.Combine([TestFolders.Shared!, .. path]);
}
