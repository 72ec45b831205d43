using FsCheck;
using FsCheck.Fluent;
using Gateway.Fhir.Terminology.CheckDigits;
using Gateway.Fhir.Tests.Paths;

namespace Gateway.Fhir.Tests.Terminology;

public sealed class CheckDigitTests
{
    [Theory]
    [InlineData("9434765919", true)]
    [InlineData("9000000009", true)]
    [InlineData("9434765918", false)]
    [InlineData("943 476 5919", false)]
    [InlineData("94347659190", false)]
    [InlineData("943476591", false)]
    [InlineData("943476591X", false)]
    [InlineData("٩434765919", false)]
    [InlineData("", false)]
    public void An_NHS_number_ends_with_its_check_digit(string text, bool isValid) => NhsNumber.IsValid(text).Should().Be(isValid);

    [Theory]
    [InlineData("RWK", true)]
    [InlineData("G7H8J", true)]
    [InlineData("A81001", true)]
    [InlineData("8HA03", true)]
    [InlineData("RW", false)]
    [InlineData("rwk", false)]
    [InlineData("RWK 1", false)]
    [InlineData("RWK-1", false)]
    [InlineData("ABCDEFGHIJKLM", false)]
    [InlineData("", false)]
    public void An_ODS_code_is_of_capitals_and_digits(string text, bool isValid) => OdsCode.IsValid(text).Should().Be(isValid);

    [Theory]
    [InlineData("138875005", true)]
    [InlineData("404684003", true)]
    [InlineData("201521000000104", true)]
    [InlineData("9751511000001104", true)]
    [InlineData("138875006", false)]
    [InlineData("104586100000100", false)]
    [InlineData("73618009", false)]
    [InlineData("900000000000003001", true)]
    [InlineData("2532807015", false)]
    [InlineData("0138875005", false)]
    [InlineData("10005", false)]
    [InlineData("1388750051388750051", false)]
    [InlineData("404684003 |finding|", false)]
    [InlineData("", false)]
    public void A_SNOMED_CT_concept_id_says_that_it_is_one_and_ends_with_its_check_digit(string text, bool isValid) =>
        SnomedIdentifier.IsConcept(text).Should().Be(isValid);

    // What modulus 11 and Verhoeff are for: a digit mistyped, or two neighbours exchanged, never goes unnoticed.
    [Fact]
    public void A_mistyped_digit_is_noticed() => Prop.ForAll(
        ArbMap.Default.ArbFor<int>(),
        seed =>
        {
            var random = new System.Random(seed);
            foreach (var (valid, isValid) in new (string, Func<string, bool>)[] { ("9434765919", t => NhsNumber.IsValid(t)), ("201521000000104", t => SnomedIdentifier.IsChecked(t)) })
            {
                var digits = valid.ToCharArray();
                var at = random.Next(digits.Length);
                digits[at] = (char)('0' + ((digits[at] - '0' + random.Next(1, 10)) % 10));
                if (isValid(new string(digits)))
                    return false;
                digits = valid.ToCharArray();
                at = random.Next(digits.Length - 1);
                (digits[at], digits[at + 1]) = (digits[at + 1], digits[at]);
                if (digits[at] != digits[at + 1] && isValid(new string(digits)))
                    return false;
            }

            return true;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("'9434765919'.isNhsNumber()", "true")]
    [InlineData("'9434765918'.isNhsNumber()", "false")]
    [InlineData("{}.isNhsNumber()", "{}")]
    [InlineData("'RWK'.isOdsCode()", "true")]
    [InlineData("'rwk'.isOdsCode()", "false")]
    [InlineData("'404684003'.isSnomedConceptId()", "true")]
    [InlineData("'404684004'.isSnomedConceptId()", "false")]
    [InlineData("identifier.where(system = 'https://fhir.nhs.uk/Id/nhs-number').value.isNhsNumber()", "true")]
    [InlineData("identifier.all(system = 'https://fhir.nhs.uk/Id/nhs-number' implies value.isNhsNumber())", "true")]
    [InlineData("name.isNhsNumber()", "!")]
    public void Invariants_can_ask_by_functions(string expression, string answer) =>
        Answer.Of(expression, Answer.Read("""{"resourceType":"Patient","identifier":[{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"9434765919"}],"name":[{"family":"A"}]}"""))
            .Should().StartWith(answer);

    // The forms that profiles/README.md gives for validators that do not have the functions.
    [Fact]
    public void The_portable_forms_say_the_same()
    {
        const string nhs = "matches('^[0-9]{10}$') and ((11 - ((substring(0,1).toInteger()*10 + substring(1,1).toInteger()*9 + substring(2,1).toInteger()*8 + substring(3,1).toInteger()*7 + substring(4,1).toInteger()*6 + substring(5,1).toInteger()*5 + substring(6,1).toInteger()*4 + substring(7,1).toInteger()*3 + substring(8,1).toInteger()*2) mod 11)) mod 11) = substring(9,1).toInteger()";
        File.ReadAllText(Path.Combine(Data.TestFolders.Repository, "profiles", "README.md")).Should().Contain(nhs).And.Contain("matches('^[A-Z0-9]{3,12}$')");
        var random = new System.Random(11);
        var numbers = Enumerable.Range(0, 300).Select(i => string.Concat(Enumerable.Range(0, 10).Select(_ => random.Next(10)))).Append("9434765919").Append("94347659190").ToArray();
        foreach (var number in numbers)
            Answer.Of($"identifier.value.select({nhs})", Answer.Read($$"""{"resourceType":"Patient","identifier":[{"value":"{{number}}"}]}"""))
                .Should().Be(NhsNumber.IsValid(number) ? "true" : "false", number);
        numbers.Count(n => NhsNumber.IsValid(n)).Should().BeGreaterThan(10);
    }
}
