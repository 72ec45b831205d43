using System.Text;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;
using Gateway.Requests.HealthRequests;

namespace Gateway.Tests.Requests;

public sealed class HealthRequestClockTests
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("2026-11-22T11:30:00+00:00", "2026-11-22T11:30:00+00:00", "2026-11-22T12:30:00+00:00")]
    [InlineData("2026-07-01T11:30:00+01:00", "2026-07-01T11:30:00+01:00", "2026-07-01T12:30:00+01:00")]
    [InlineData("2099-01-01T00:00:00+00:00", "2026-11-22T12:00:00+00:00", "2026-11-22T13:00:00+00:00")]
    [InlineData(null, null, "2026-11-22T13:00:00+00:00")]
    public void No_health_request_is_without_an_end_of_its_time(string? raised, string? kept, string end)
    {
        var task = Task(HealthRequestClock.Started(Bundle(raised), TimeSpan.FromMinutes(60), s_now));

        task.ChildText("authoredOn").Should().Be(kept);
        task["restriction"].Single()["period"].Single().ChildText("end").Should().Be(end);
    }

    [Fact]
    public void The_area_says_how_long_it_is() =>
        Task(HealthRequestClock.Started(Bundle("2026-11-22T11:30:00+00:00"), TimeSpan.FromMinutes(30), s_now))["restriction"].Single()["period"].Single().ChildText("end").Should().Be("2026-11-22T12:00:00+00:00");

    private static Element Bundle(string? raised)
    {
        var authored = raised is null ? "" : $",\"authoredOn\":\"{raised}\"";
        return FhirJson.Read(Encoding.UTF8.GetBytes($$"""{"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":"Task","status":"requested","intent":"order"{{authored}} } }]}""")).Root;
    }

    private static Element Task(Element bundle) => bundle["entry"].Single()["resource"].Single();
}
