namespace Gateway.Fhir.Tests.Paths;

public sealed class OperatorTests
{
    [Theory]
    [InlineData("2 + 3 * 4", "14")]
    [InlineData("(2 + 3) * 4", "20")]
    [InlineData("10 - 4 - 3", "3")]
    [InlineData("-7.abs()", "-7")]
    [InlineData("(-7).abs()", "7")]
    [InlineData("-7.combine(3)", "! Execution")]
    [InlineData("1 + 2 & 'x'", "! Execution")]
    [InlineData("1 | 2 | 1", "1, 2")]
    [InlineData("(1 | 2).count() = 2 and 3 > 2", "true")]
    [InlineData("1 > 2 is Boolean", "! Execution")]
    [InlineData("(1 > 2) is Boolean", "true")]
    [InlineData("1 in 1 | 2", "true")]
    [InlineData("1 | 2 contains 2", "true")]
    [InlineData("true or false and false", "true")]
    [InlineData("false implies true and false", "true")]
    [InlineData("true xor true or true", "true")]
    [InlineData("'a' & {} & 'b'", "ab")]
    [InlineData("'a' + {}", "{}")]
    [InlineData("'a' + 1", "! Execution")]
    [InlineData("true + 1", "! Semantic")]
    public void Precedence(string expression, string answer) => Answer.Of(expression).Should().Be(answer);

    public static TheoryData<string, string, string, string, string, string> Logic => new()
    {
        { "true", "true", "true", "true", "false", "true" },
        { "true", "false", "false", "true", "true", "false" },
        { "true", "{}", "{}", "true", "{}", "{}" },
        { "false", "true", "false", "true", "true", "true" },
        { "false", "false", "false", "false", "false", "true" },
        { "false", "{}", "false", "{}", "{}", "true" },
        { "{}", "true", "{}", "true", "{}", "true" },
        { "{}", "false", "false", "{}", "{}", "{}" },
        { "{}", "{}", "{}", "{}", "{}", "{}" },
    };

    [Theory]
    [MemberData(nameof(Logic))]
    public void Logic_has_three_values(string left, string right, string and, string or, string xor, string implies)
    {
        Answer.Of($"{left} and {right}").Should().Be(and);
        Answer.Of($"{left} or {right}").Should().Be(or);
        Answer.Of($"{left} xor {right}").Should().Be(xor);
        Answer.Of($"{left} implies {right}").Should().Be(implies);
    }

    [Theory]
    [InlineData("'a' and true", "true")]
    [InlineData("1 and true", "true")]
    [InlineData("(1 | 2) and true", "! Execution")]
    [InlineData("false and (1 | 2)", "false")]
    [InlineData("true.not()", "false")]
    [InlineData("{}.not()", "{}")]
    [InlineData("(true | false).not()", "! Execution")]
    public void One_item_counts_as_true_and_several_are_a_fault(string expression, string answer) => Answer.Of(expression).Should().Be(answer);

    [Fact]
    public void A_long_series_of_one_operator_keeps_its_order_and_its_answer()
    {
        var numbers = Enumerable.Range(0, 1200).ToList();
        Answer.Of(string.Join(" | ", numbers)).Should().Be(string.Join(", ", numbers));
        Answer.Of(string.Join(" & ", numbers.Select(n => $"'{n}'"))).Should().Be(string.Concat(numbers));
        Answer.Of(string.Join(" or ", numbers.Select(n => n == 999 ? "true" : "{}"))).Should().Be("true");
        Answer.Of(string.Join(" and ", numbers.Select(n => n == 999 ? "false" : "{}"))).Should().Be("false");
        Answer.Of("false and " + string.Join(" and ", numbers.Take(600).Select(_ => "(1 | 2)"))).Should().Be("false");
    }

    [Theory]
    [InlineData("1 / 2", "0.5")]
    [InlineData("1 / 0", "{}")]
    [InlineData("5 div 2", "2")]
    [InlineData("-5 div 2", "-2")]
    [InlineData("5.5 div 0.7", "7")]
    [InlineData("5 mod 2", "1")]
    [InlineData("-5 mod 2", "-1")]
    [InlineData("5.5 mod 0.7", "0.6")]
    [InlineData("5 mod 0", "{}")]
    [InlineData("2147483647 + 1", "{}")]
    [InlineData("-2147483648 - 1", "{}")]
    [InlineData("-2147483648 div -1", "{}")]
    [InlineData("2147483647 * 2147483647", "{}")]
    [InlineData("2147483647L * 2", "4294967294")]
    [InlineData("9223372036854775807L + 1", "{}")]
    [InlineData("79228162514264337593543950335.0 * 10", "{}")]
    [InlineData("10000000000.0 div 1", "{}")]
    [InlineData("1 + 1.5", "2.5")]
    [InlineData("1L + 1 is Long", "true")]
    [InlineData("1 / {}", "{}")]
    [InlineData("(1 | 2) + 1", "! Execution")]
    public void Numbers_that_leave_their_range_give_nothing(string expression, string answer) => Answer.Of(expression).Should().Be(answer);
}
