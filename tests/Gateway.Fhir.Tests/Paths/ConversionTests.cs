namespace Gateway.Fhir.Tests.Paths;

public sealed class ConversionTests
{
    [Theory]
    [InlineData("'T'", "Boolean", "true")]
    [InlineData("'no'", "Boolean", "false")]
    [InlineData("'1.0'", "Boolean", "true")]
    [InlineData("0.0", "Boolean", "false")]
    [InlineData("2", "Boolean", null)]
    [InlineData("'oui'", "Boolean", null)]
    [InlineData("'+5'", "Integer", "5")]
    [InlineData("'-5'", "Integer", "-5")]
    [InlineData("' 5'", "Integer", null)]
    [InlineData("'5.0'", "Integer", null)]
    [InlineData("'2147483648'", "Integer", null)]
    [InlineData("5.0", "Integer", null)]
    [InlineData("true", "Integer", "1")]
    [InlineData("5L", "Integer", "5")]
    [InlineData("2147483648L", "Integer", null)]
    [InlineData("'9223372036854775807'", "Long", "9223372036854775807")]
    [InlineData("'9223372036854775808'", "Long", null)]
    [InlineData("5", "Long", "5")]
    [InlineData("'1.50'", "Decimal", "1.50")]
    [InlineData("'1e5'", "Decimal", null)]
    [InlineData("'.5'", "Decimal", null)]
    [InlineData("'99999999999999999999999999999999'", "Decimal", null)]
    [InlineData("false", "Decimal", "0")]
    [InlineData("1.50", "String", "1.50")]
    [InlineData("1 week", "String", "1 week")]
    [InlineData("1.5 'mg'", "String", "1.5 'mg'")]
    [InlineData("@T10:30", "String", "10:30")]
    [InlineData("@2012-01-01T10:30:00.5-04:00", "String", "2012-01-01T10:30:00.5-04:00")]
    [InlineData("'2012-02'", "Date", "2012-02")]
    [InlineData("'2012-02-30'", "Date", null)]
    [InlineData("@2012-01-01T10:30", "Date", "2012-01-01")]
    [InlineData("'2012-01-01T10:30'", "DateTime", "2012-01-01T10:30")]
    [InlineData("'2012T'", "DateTime", null)]
    [InlineData("@2012", "DateTime", "2012")]
    [InlineData("'10:30'", "Time", "10:30")]
    [InlineData("'25:00'", "Time", null)]
    [InlineData("'T10:30'", "Time", null)]
    [InlineData("'5 days'", "Quantity", "5 days")]
    [InlineData("'5 \\'mg\\''", "Quantity", "5 'mg'")]
    [InlineData("'5 mg'", "Quantity", null)]
    [InlineData("'5'", "Quantity", "5 '1'")]
    [InlineData("'-5.5'", "Quantity", "-5.5 '1'")]
    [InlineData("true", "Quantity", "1.0 '1'")]
    [InlineData("5L", "Quantity", "5 '1'")]
    [InlineData("@2012", "Quantity", null)]
    public void A_value_converts_or_gives_nothing(string value, string type, string? converted)
    {
        Answer.Of($"({value}).to{type}()").Should().Be(converted ?? "{}");
        Answer.Of($"({value}).convertsTo{type}()").Should().Be(converted is null ? "false" : "true");
        Answer.Of($"({value}).to{type}() is System.{type}").Should().Be(converted is null ? "{}" : "true");
    }

    [Theory]
    [InlineData("Boolean")]
    [InlineData("Integer")]
    [InlineData("Long")]
    [InlineData("Decimal")]
    [InlineData("String")]
    [InlineData("Date")]
    [InlineData("DateTime")]
    [InlineData("Time")]
    [InlineData("Quantity")]
    public void Nothing_converts_to_nothing_and_several_are_a_fault(string type)
    {
        Answer.Of($"{{}}.to{type}()").Should().Be("{}");
        Answer.Of($"{{}}.convertsTo{type}()").Should().Be("{}");
        Answer.Of($"(1 | 2).to{type}()").Should().Be("! Execution");
        Answer.Of($"(1 | 2).convertsTo{type}()").Should().Be("! Execution");
        Answer.Of($"name.first().convertsTo{type}()", Answer.Patient).Should().Be("false");
    }

    [Theory]
    [InlineData("'1 \\'wk\\''.toQuantity('d')", "7 'd'")]
    [InlineData("(1 'g').toQuantity('mg')", "1000 'mg'")]
    [InlineData("(37 'Cel').toQuantity('K')", "310.15 'K'")]
    [InlineData("(1 'g').toQuantity('m')", "{}")]
    [InlineData("(1 'g').convertsToQuantity('m')", "false")]
    [InlineData("(1 'Ym').toQuantity('ym')", "{}")]
    [InlineData("(1 'g').toQuantity({})", "{}")]
    public void A_quantity_converts_to_a_unit(string expression, string answer) => Answer.Of(expression).Should().Be(answer);
}
