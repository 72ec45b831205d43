using Gateway.Fhir.Elements;

namespace Gateway.Fhir.Tests.Paths;

public sealed class EqualityTests
{
    [Theory]
    [InlineData("1 = 1.0", "true", "true")]
    [InlineData("1 = 1L", "true", "true")]
    [InlineData("1.0 = 1.2", "false", "true")]
    [InlineData("1.50 = 1.5", "true", "true")]
    [InlineData("0.67 = 0.671", "false", "true")]
    [InlineData("0.5 = 1", "false", "true")]
    [InlineData("1 = 2", "false", "false")]
    [InlineData("'a' = 'A'", "false", "true")]
    [InlineData("' a  b ' = 'A b'", "false", "true")]
    [InlineData("'1' = 1", "false", "false")]
    [InlineData("true = 'true'", "false", "false")]
    [InlineData("{} = {}", "{}", "true")]
    [InlineData("1 = {}", "{}", "false")]
    [InlineData("(1 | 2) = (2 | 1)", "false", "true")]
    [InlineData("(1 | 2) = 1", "false", "false")]
    [InlineData("(@2012 | 1) = (@2012-01 | 2)", "false", "false")]
    [InlineData("(@2012 | 1) = (@2012-01 | 1)", "{}", "false")]
    [InlineData("79228162514264337593543950335.0 = 0.0000000000000000000000000001", "false", "false")]
    public void Values(string expression, string equal, string equivalent) => Check(expression, equal, equivalent);

    [Theory]
    [InlineData("@2012 = @2012", "true", "true")]
    [InlineData("@2012 = @2012-01", "{}", "false")]
    [InlineData("@2012 = @2013-01", "false", "false")]
    [InlineData("@2012-01-01 = @2012-01-01T", "true", "true")]
    [InlineData("@2012-01-01 = @2012-01-01T10", "{}", "false")]
    [InlineData("@2012-01-01T10:30:31.0 = @2012-01-01T10:30:31", "true", "true")]
    [InlineData("@2012-01-01T10:30:31.1 = @2012-01-01T10:30:31", "false", "false")]
    [InlineData("@2012-01-01T10:30 = @2012-01-01T10:30:31", "{}", "false")]
    [InlineData("@2017-11-05T01:30:00.0-04:00 = @2017-11-05T00:30:00.0-05:00", "true", "true")]
    [InlineData("@2017-11-05T01:30:00Z = @2017-11-05T01:30:00+00:00", "true", "true")]
    [InlineData("@2017-11-05T01:30:00Z = @2017-11-05T01:30:00", "{}", "false")]
    [InlineData("@2017-11-05T01:30:00Z = @2017-11-07T01:30:00", "false", "false")]
    [InlineData("@T10:30 = @T10:30:00", "{}", "false")]
    [InlineData("@T10:30:00 = @T10:30:00.000", "true", "true")]
    [InlineData("@T10 = @2012", "false", "false")]
    public void Dates_and_times(string expression, string equal, string equivalent) => Check(expression, equal, equivalent);

    [Theory]
    [InlineData("1 'mg/dL' = 10 'mg/L'", "true", "true")]
    [InlineData("1 'mmol' = 1000 'umol'", "true", "true")]
    [InlineData("1 '[lb_av]' = 453.59237 'g'", "true", "true")]
    [InlineData("98.6 '[degF]' = 37 'Cel'", "true", "true")]
    [InlineData("0 'Cel' = 273.15 'K'", "true", "true")]
    [InlineData("5 '10*3/uL' = 5 '10*9/L'", "true", "true")]
    [InlineData("60 '/min' = 1 '/s'", "true", "true")]
    [InlineData("3 '{score}' = 3", "true", "true")]
    [InlineData("3 '{score}' = 3 '{points}'", "true", "true")]
    [InlineData("4 'g' = 4040 'mg'", "false", "true")]
    [InlineData("4.0 'g' = 4.4 'g'", "false", "true")]
    [InlineData("1 'mg' = 1 'm'", "{}", "false")]
    [InlineData("1 'furlong' = 1 'furlong'", "true", "true")]
    [InlineData("1 'furlong' = 1 'm'", "{}", "false")]
    [InlineData("1 'Ym' = 1 'ym'", "{}", "false")]
    [InlineData("1 year = 1 'a'", "{}", "true")]
    [InlineData("1 month = 1 'mo'", "{}", "true")]
    [InlineData("1 year = 12 months", "true", "true")]
    [InlineData("1 week = 7 days", "true", "true")]
    [InlineData("1 day = 24 'h'", "true", "true")]
    [InlineData("1 second = 1 's'", "true", "true")]
    [InlineData("1 second = 1000 'ms'", "true", "true")]
    [InlineData("1 year = 365 days", "{}", "true")]
    [InlineData("1 'mm[Hg]' = 133.322 'Pa'", "true", "true")]
    [InlineData("50 '%' = 0.5", "true", "true")]
    [InlineData("1 'mg' = 'mg'", "false", "false")]
    public void Quantities(string expression, string equal, string equivalent) => Check(expression, equal, equivalent);

    [Fact]
    public void Complex_elements_are_equal_by_their_children_wherever_they_stand()
    {
        var on = Answer.Read("""
            { "resourceType": "Patient", "name": [ { "family": "A", "given": [ "B", "C" ] }, { "given": [ "B", "C" ], "family": "A" }, { "family": "a", "given": [ "C", "B" ] } ],
              "extension": [ { "url": "u", "valueQuantity": { "unit": "mg" } }, { "url": "u", "valueQuantity": { "unit": "mg" } }, { "url": "u", "valueQuantity": { "unit": "kg" } } ] }
            """);
        Answer.Of("name[0] = name[1]", on).Should().Be("true");
        Answer.Of("name[0] = name[2]", on).Should().Be("false");
        Answer.Of("name[0] ~ name[2]", on).Should().Be("true");
        Answer.Of("name.distinct().count()", on).Should().Be("2");
        Answer.Of("extension[0].value = extension[1].value", on).Should().Be("true");
        Answer.Of("extension[0].value = extension[2].value", on).Should().Be("false");
        Answer.Of("extension.distinct().count()", on).Should().Be("2");
    }

    [Fact]
    public void Complex_values_are_equal_in_whatever_order_and_with_whatever_escapes_they_are_written()
    {
        var on = Answer.Read("""
            { "resourceType": "Patient", "maritalStatus": { "coding": [
                { "system": "http://a", "code": "b", "display": "c" }, { "display": "c", "code": "b", "system": "http:\u002f/a" },
                { "system": "http://a", "code": "b" }, { "system": "http://a", "code": "b", "display": "C" } ] } }
            """);
        Answer.Of("maritalStatus.coding[0] = maritalStatus.coding[1]", on).Should().Be("true");
        Answer.Of("maritalStatus.coding[1] = maritalStatus.coding[0]", on).Should().Be("true");
        Answer.Of("maritalStatus.coding[0] = maritalStatus.coding[2]", on).Should().Be("false");
        Answer.Of("maritalStatus.coding[2] = maritalStatus.coding[0]", on).Should().Be("false");
        Answer.Of("maritalStatus.coding[0] = maritalStatus.coding[3]", on).Should().Be("false");
        Answer.Of("maritalStatus.coding.distinct().count()", on).Should().Be("3");
    }

    [Fact]
    public void A_graft_equals_its_original_in_sets_of_many()
    {
        var original = Answer.Read("""{ "resourceType": "Patient", "name": [ { "family": "A" } ] }""");
        var draft = ElementDraft.New(original.Type);
        for (var i = 0; i < 20; i++)
        {
            draft.Put("name", original["name"].First());
            draft.Add("name").AddText("family", "A");
        }

        Answer.Of("name.distinct().count()", draft.Build()).Should().Be("1");
    }

    [Fact]
    public void Primitives_without_a_value_are_equal_to_nothing() =>
        Answer.Of("name[0].given = name[0].given.where(false)", Answer.Patient).Should().Be("{}");

    private static void Check(string expression, string equal, string equivalent)
    {
        Answer.Of(expression).Should().Be(equal);
        Answer.Of(expression.Replace(" = ", " != ", StringComparison.Ordinal)).Should().Be(Opposite(equal));
        Answer.Of(expression.Replace(" = ", " ~ ", StringComparison.Ordinal)).Should().Be(equivalent);
        Answer.Of(expression.Replace(" = ", " !~ ", StringComparison.Ordinal)).Should().Be(Opposite(equivalent));
        var sides = expression.Split(" = ");
        Answer.Of($"{sides[1]} = {sides[0]}").Should().Be(equal);
        Answer.Of($"{sides[1]} ~ {sides[0]}").Should().Be(equivalent);
    }

    private static string Opposite(string truth) => truth switch { "true" => "false", "false" => "true", _ => truth };
}
