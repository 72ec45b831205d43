using Gateway.Fhir.Paths;

namespace Gateway.Fhir.Tests.Paths;

public sealed class DateArithmeticTests
{
    [Theory]
    [InlineData("@2019-01-31 + 1 month", "2019-02-28")]
    [InlineData("@2020-01-31 + 1 month", "2020-02-29")]
    [InlineData("@2020-02-29 + 1 year", "2021-02-28")]
    [InlineData("@2020-02-29 - 4 years", "2016-02-29")]
    [InlineData("@2019-03-31 - 1 month", "2019-02-28")]
    [InlineData("@2019-12-31 + 1 day", "2020-01-01")]
    [InlineData("@2019-12-31 + 1 week", "2020-01-07")]
    [InlineData("@2019-12-31 + 1.9 days", "2020-01-01")]
    [InlineData("@2019-12-31 + 47 hours", "2020-01-01")]
    [InlineData("@2014 + 24 months", "2016")]
    [InlineData("@2014 + 23 months", "2015")]
    [InlineData("@2016 + 365 days", "2017")]
    [InlineData("@2016 + 364 days", "2016")]
    [InlineData("@2016 + 52 weeks", "2016")]
    [InlineData("@2016 - 365 days", "2015")]
    [InlineData("@2016-01 + 30 days", "2016-02")]
    [InlineData("@2016-01 + 29 days", "2016-01")]
    [InlineData("@2016-01-01T10 + 90 minutes", "2016-01-01T11")]
    [InlineData("@2016-01-01T10:00:00 + 1500 milliseconds", "2016-01-01T10:00:01.500")]
    [InlineData("@2016-01-01T10:00:00+01:00 + 1 'h'", "2016-01-01T11:00:00+01:00")]
    [InlineData("@T23:30:00 + 1 hour", "00:30:00")]
    [InlineData("@T00:30:00 - 1 hour", "23:30:00")]
    [InlineData("@T10 + 90 minutes", "11")]
    [InlineData("@T10:00:00 + 5 'ms'", "10:00:00.005")]
    [InlineData("@T10:00 + 1 year", "{}")]
    [InlineData("@9999-12-31 + 1 day", "{}")]
    [InlineData("@0001-01-01 - 1 day", "{}")]
    [InlineData("@2014 + 9999999999999999999999 years", "{}")]
    [InlineData("@2014 - 4611686018427387904 years", "{}")]
    [InlineData("@2014-01-01 + 79228162514264337593543950335 milliseconds", "{}")]
    [InlineData("@2014 + 1 'a'", "! Execution")]
    [InlineData("@2014 + 1 'mg'", "! Execution")]
    [InlineData("@2014 + 1", "! Execution")]
    [InlineData("@2014 * 2 days", "! Execution")]
    [InlineData("@2014 + {}", "{}")]
    public void Dates_and_durations(string expression, string answer) => Answer.Of(expression).Should().Be(answer);

    [Theory]
    [InlineData("@2014-03-05T10:30:14.559-07:00.select(yearOf() | monthOf() | dayOf() | hourOf() | minuteOf() | secondOf() | millisecondOf() | timezoneOffsetOf())", "2014, 3, 5, 10, 30, 14, 559, -7")]
    [InlineData("@2014.monthOf()", "{}")]
    [InlineData("@2014-03-05.hourOf()", "{}")]
    [InlineData("@T10:30.yearOf()", "{}")]
    [InlineData("@T10:30.hourOf()", "10")]
    [InlineData("@T10:30:15.millisecondOf()", "{}")]
    [InlineData("@2014-01-01T10:00+08:45.timezoneOffsetOf()", "8.75")]
    [InlineData("@2014-01-01T10:00.timezoneOffsetOf()", "{}")]
    [InlineData("'2014'.yearOf()", "{}")]
    [InlineData("(@2014 | @2015).yearOf()", "! Execution")]
    [InlineData("@2014-03-05T10:30:14.dateOf()", "2014-03-05")]
    [InlineData("@2014-03T.dateOf()", "2014-03")]
    [InlineData("@2014-03-05T10:30:14.120Z.timeOf()", "10:30:14.120")]
    [InlineData("@2014-03-05.timeOf()", "{}")]
    public void Parts(string expression, string answer) => Answer.Of(expression).Should().Be(answer);

    [Theory]
    [InlineData("@2025-01-02.duration(@2025-01-07, 'week')", "0")]
    [InlineData("@2025-01-02.difference(@2025-01-07, 'week')", "1")]
    [InlineData("@2024-12-01.duration(@2025-09-01, 'year')", "0")]
    [InlineData("@2024-12-01.difference(@2025-09-01, 'year')", "1")]
    [InlineData("@2024-01-31.duration(@2024-02-29, 'month')", "1")]
    [InlineData("@2024-02-29.duration(@2024-01-31, 'month')", "-1")]
    [InlineData("@2012-03-10T10:20:00.duration(@2013-03-10T09:20:00, 'years')", "0")]
    [InlineData("@2024-01-01T23:00:00Z.difference(@2024-01-02T01:00:00+02:00, 'hour')", "0")]
    [InlineData("@T10:59.difference(@T11:01, 'hour')", "1")]
    [InlineData("@2024.duration(@2025-01-01, 'day')", "{}")]
    [InlineData("@2024.duration({}, 'day')", "{}")]
    [InlineData("@T10.duration(@T11, 'day')", "! Execution")]
    [InlineData("@2024.duration(@T11, 'day')", "! Execution")]
    [InlineData("@2024.duration(@2025, 'fortnight')", "! Execution")]
    public void Periods(string expression, string answer) => Answer.Of(expression).Should().Be(answer);

    [Fact]
    public void One_evaluation_has_one_moment_of_the_clock_that_is_given()
    {
        var environment = new PathEnvironment { Time = new FixedClock() };
        Answer.Of("now()", Answer.Nothing, environment).Should().Be("2024-02-29T23:30:15.123-05:00");
        Answer.Of("today()", Answer.Nothing, environment).Should().Be("2024-02-29");
        Answer.Of("timeOfDay()", Answer.Nothing, environment).Should().Be("23:30:15.123");
        Answer.Of("now() = now() and now().toDate() = today()", Answer.Nothing, environment).Should().Be("true");
    }

    private sealed class FixedClock : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone { get; } = TimeZoneInfo.CreateCustomTimeZone("five", TimeSpan.FromHours(-5), null, null);

        public override DateTimeOffset GetUtcNow() => new(2024, 3, 1, 4, 30, 15, 123, TimeSpan.Zero);
    }
}
