using Gateway.Fhir.Search;

namespace Gateway.Fhir.Tests.Search;

public sealed class DateSearchTests
{
    private static readonly Searched s_data = Searched.Of(
        Encounter("day", "2013-03-14", "2013-03-14"),
        Encounter("ten", "2013-03-14T10:00:00Z", "2013-03-14T10:00:00Z"),
        Encounter("open", "2013-01-21", null),
        Encounter("until", null, "2013-01-21"),
        Encounter("after", "2013-03-15", null),
        Encounter("over", "2013-03-13T12:00:00Z", "2013-03-14T12:00:00Z"),
        Encounter("year", "2013", "2013"),
        """{"resourceType":"Encounter","id":"none","status":"finished","class":{"code":"AMB"}}""");

    [Theory]
    [InlineData("eq2013-03-14", "day ten")]
    [InlineData("2013-03-14", "day ten")]
    [InlineData("2013", "day over ten year")]
    [InlineData("2013-03-14T10:00", "ten")]
    [InlineData("2013-03-14T10:00:00Z", "ten")]
    [InlineData("2013-03-14T11:00:00%2B01:00", "ten")]
    [InlineData("2013-03-14T11:00:00+01:00", "ten")]
    [InlineData("2013-03-14T10:00:00.5Z", "")]
    [InlineData("ne2013-03-14", "after open over until year")]
    [InlineData("gt2013-03-14", "after open year")]
    [InlineData("gt2013-03-14T11:00:00Z", "after day open over year")]
    [InlineData("lt2013-03-14", "open over until year")]
    [InlineData("lt2013-03-14T09:00:00Z", "day open over until year")]
    [InlineData("ge2013-03-14", "after day open over ten year")]
    [InlineData("le2013-03-14", "day open over ten until year")]
    [InlineData("sa2013-03-14", "after")]
    [InlineData("sa2013-03-13", "after day ten")]
    [InlineData("eb2013-03-14", "until")]
    [InlineData("eb2014", "day over ten until year")]
    [InlineData("ap2013-03-14", "after day open over ten until year")]
    [InlineData("ap2025-12-31", "after open")]
    [InlineData("ap2015-06-01", "after open")]
    [InlineData("2013-03-14,2014", "day ten")]
    public void Dates_compare_as_ranges(string value, string ids) => s_data.Ids($"Encounter?date={value}").Should().Be(ids);

    [Theory]
    [InlineData("date:missing=true", "none")]
    [InlineData("date:missing=false", "after day open over ten until year")]
    [InlineData("date=ge2013-03-13&date=le2013-03-14", "day open over ten year")]
    [InlineData("date=sa2013-03-13&date=eb2013-03-15", "day ten")]
    public void Criteria_on_dates_combine(string query, string ids) => s_data.Ids($"Encounter?{query}").Should().Be(ids);

    [Theory]
    [InlineData(0, "2026-06-01", "")]
    [InlineData(0, "2026-05-31", "summer")]
    [InlineData(1, "2026-06-01", "summer")]
    [InlineData(1, "2026-05-31", "")]
    [InlineData(1, "2026-05-31T23:30:00Z", "summer")]
    public void Days_are_those_of_the_zone(int hoursEast, string day, string ids)
    {
        var zone = TimeZoneInfo.CreateCustomTimeZone("here", TimeSpan.FromHours(hoursEast), "here", "here");
        Searched.Of(new SearchContext { Zone = zone }, Encounter("summer", "2026-06-01T00:30:00+01:00", "2026-06-01T00:30:00+01:00")).Ids($"Encounter?date={day}").Should().Be(ids);
    }

    [Theory]
    [InlineData("_lastUpdated=2023-08-30", "1")]
    [InlineData("_lastUpdated=2023-08-30T14:59:14.207Z", "1")]
    [InlineData("_lastUpdated=2023-08-30T14:59:14.208Z", "")]
    [InlineData("_lastUpdated=gt2023-08-30T14:59:14.207Z", "")]
    [InlineData("_lastUpdated=ge2023-08-30T14:59:14.207070Z", "1")]
    [InlineData("birthdate=1982-01", "1")]
    [InlineData("birthdate=lt1982-02", "1")]
    [InlineData("birthdate=9999", "")]
    [InlineData("birthdate=gt0001", "1")]
    [InlineData("death-date=2020-01-02", "1")]
    public void Dates_and_instants_of_a_patient_are_found(string query, string ids) => Searched
        .Of("""{"resourceType":"Patient","id":"1","meta":{"lastUpdated":"2023-08-30T14:59:14.2070706+00:00"},"birthDate":"1982-01-23","deceasedDateTime":"2020-01-02T03:04:05Z"}""")
        .Ids($"Patient?{query}").Should().Be(ids);

    [Theory]
    [InlineData("2013", "1")]
    [InlineData("gt2013-02-01", "1")]
    [InlineData("ge2013-03-24", "1")]
    [InlineData("sa2013-03-24", "")]
    [InlineData("eb2013-01-31", "")]
    public void A_timing_counts_by_its_outer_limits(string value, string ids) => Searched
        .Of("""{"resourceType":"ServiceRequest","id":"1","status":"active","intent":"order","subject":{"reference":"Patient/1"},"occurrenceTiming":{"repeat":{"boundsPeriod":{"start":"2013-01-31","end":"2013-03-24"}}}}""")
        .Ids($"ServiceRequest?occurrence={value}").Should().Be(ids);

    private static string Encounter(string id, string? start, string? end)
    {
        var ends = string.Join(',', new[] { start is null ? null : $"\"start\":\"{start}\"", end is null ? null : $"\"end\":\"{end}\"" }.OfType<string>());
        return $$"""{"resourceType":"Encounter","id":"{{id}}","class":{"code":"AMB"},"period":{ {{ends}} },"status":"finished"}""";
    }
}
