using Gateway.Fhir.Paths;

namespace Gateway.Fhir.Tests.Paths;

public sealed class PathTextTests
{
    [Theory]
    [InlineData("a.b = 'c' -> d", "a.b = 'c'", 9)]
    [InlineData("a -1; b", "a -1", 4)]
    [InlineData("(a) or (b) check c", "(a) or (b)", 10)]
    [InlineData("((a)) then", "a", 5)]
    [InlineData("a[0], b", "a[0]", 4)]
    [InlineData("f(a, b)) c", "f(a, b)", 7)]
    [InlineData("a /* x */ +\n b // y\n;", "a + b", 14)]
    [InlineData("{} { a }", "{}", 2)]
    [InlineData("5 \"rule\"", "5", 1)]
    [InlineData("5 'mg' \"rule\"", "5 'mg'", 6)]
    public void An_expression_ends_where_its_grammar_ends_it(string text, string expression, int end)
    {
        var span = PathText.Scan($"x {text}", 2, out var fault);
        fault.Should().BeNull();
        span.Should().Be(new PathSpan(expression, end + 2, null));
    }

    [Fact]
    public void A_string_alone_is_known_as_one() => PathText.Scan("'a\\'b' c", 0, out _).Should().Be(new PathSpan("'a\\'b'", 6, "a'b"));

    [Theory]
    [InlineData("", 2, "The expression ends too early.")]
    [InlineData("; a", 2, "The expression ends too early.")]
    [InlineData("a = ;", 6, "The expression ends too early.")]
    [InlineData("a = 'b ; c", 6, "The quote is not closed.")]
    [InlineData("f(a; b)", 5, "A , is expected here.")]
    public void Where_no_expression_starts_the_fault_says_where_it_went_wrong(string text, int position, string message)
    {
        PathText.Scan($"x {text}", 2, out var fault).Should().BeNull();
        (fault!.Position, fault.Message).Should().Be((position, message));
    }

    [Fact]
    public void Long_text_behind_an_expression_is_bounded() =>
        PathText.Scan(string.Join(" + ", Enumerable.Repeat("a", 10_000)), 0, out _).Should().BeNull();
}
