namespace Gateway.Fhir.Tests.Paths;

public sealed class OrderTests
{
    [Theory]
    [InlineData("1 < 1.5", "true")]
    [InlineData("2L > 1", "true")]
    [InlineData("'abc' > 'ABC'", "true")]
    [InlineData("'a' < 'aa'", "true")]
    [InlineData("'a' < 1", "! Execution")]
    [InlineData("true < false", "! Execution")]
    [InlineData("1 < {}", "{}")]
    [InlineData("(1 | 2) < 3", "! Execution")]
    [InlineData("@2018-03 > @2018-03-01", "{}")]
    [InlineData("@2018-03 > @2018-02-01", "true")]
    [InlineData("@2018-03-01T10 > @2018-03-01T10:30", "{}")]
    [InlineData("@2018-03-01T10:30:00 > @2018-03-01T10:30:00.0", "false")]
    [InlineData("@2018-03-01T10:30:00 >= @2018-03-01T10:30:00.0", "true")]
    [InlineData("@2017-11-05T01:30:00.0-04:00 < @2017-11-05T01:15:00.0-05:00", "true")]
    [InlineData("@2018-03-01T10:00:00 < @2018-03-01T10:00:00Z", "{}")]
    [InlineData("@2018-03-01T10:00:00 < @2018-03-03T12:00:01Z", "true")]
    [InlineData("@T10:30:00 > @T10:00:00", "true")]
    [InlineData("@T10 > @T10:30", "{}")]
    [InlineData("@T10 > @2018", "! Execution")]
    [InlineData("4 'm' > 4 'cm'", "true")]
    [InlineData("4 'm' > 4 'mg'", "{}")]
    [InlineData("60 '/min' <= 1 '/s'", "true")]
    [InlineData("60 '/min' < 1 '/s'", "false")]
    [InlineData("1 year > 1 'a'", "{}")]
    [InlineData("1 year > 11 months", "true")]
    [InlineData("1 'Ym' > 1 'ym'", "{}")]
    [InlineData("100 'Cel' > 200 '[degF]'", "true")]
    public void Comparison(string expression, string answer) => Answer.Of(expression).Should().Be(answer);

    [Theory]
    [InlineData("(3 | 1 | 2).sort()", "1, 2, 3")]
    [InlineData("(3 | 1 | 2).sort(-$this)", "3, 2, 1")]
    [InlineData("('b' | 'a').sort($this desc)", "b, a")]
    [InlineData("('b' | 'a').sort($this asc)", "a, b")]
    [InlineData("('bb' | 'c' | 'aa').sort($this.length() desc, $this)", "aa, bb, c")]
    [InlineData("(1 | 'a').sort()", "! Execution")]
    [InlineData("(@2012 | @2011-05 | @2012-03 | @2012).sort().count()", "3")]
    [InlineData("{}.sort()", "{}")]
    public void Sorting(string expression, string answer) => Answer.Of(expression).Should().Be(answer);

    [Fact]
    public void Dates_of_mixed_precision_are_sorted_by_their_beginning()
    {
        var dates = from year in Enumerable.Range(2000, 20) from text in new[] { $"@{year}", $"@{year}-01", $"@{year}-01-01T00:00:00Z", $"@{year}-06" } select text;
        var random = new Random(7);
        for (var i = 0; i < 50; i++)
        {
            var shuffled = dates.OrderBy(_ => random.Next()).ToList();
            Answer.Of($"({string.Join('|', shuffled)}).sort().select($this.toString().substring(0, 4)).distinct()")
                .Should().Be(string.Join(", ", Enumerable.Range(2000, 20)));
        }
    }
}
