using FsCheck;
using FsCheck.Fluent;
using Gateway.Fhir.Search.Matching;

namespace Gateway.Fhir.Tests.Search;

public sealed class SortTests
{
    private static readonly Searched s_data = Searched.Of(
        """{"resourceType":"Patient","id":"a","birthDate":"1980","name":[{"family":"Zed"},{"family":"Éa"}],"gender":"male","generalPractitioner":[{"reference":"Practitioner/2"}]}""",
        """{"resourceType":"Patient","id":"b","birthDate":"1980-06-01","name":[{"family":"Moss"}],"gender":"female"}""",
        """{"resourceType":"Patient","id":"c","name":[{"family":"moss"}],"gender":"male","generalPractitioner":[{"reference":"Practitioner/1"}]}""",
        """{"resourceType":"Patient","id":"d","birthDate":"1979-12-31","name":[{"family":"𐐀"},{"family":"豈"}]}""",
        """{"resourceType":"RiskAssessment","id":"r1","status":"final","subject":{"reference":"Patient/a"},"prediction":[{"probabilityDecimal":0.5},{"probabilityDecimal":0.1}]}""",
        """{"resourceType":"RiskAssessment","id":"r2","status":"final","subject":{"reference":"Patient/a"},"prediction":[{"probabilityDecimal":0.3}]}""",
        """{"resourceType":"Observation","id":"g","status":"final","code":{"text":"x"},"valueQuantity":{"value":1,"system":"http://unitsofmeasure.org","code":"g"}}""",
        """{"resourceType":"Observation","id":"mg","status":"final","code":{"text":"x"},"valueQuantity":{"value":2,"system":"http://unitsofmeasure.org","code":"mg"}}""");

    [Theory]
    [InlineData("Patient", "a b c d")]
    [InlineData("Patient?_sort=birthdate", "d a b c")]
    [InlineData("Patient?_sort=-birthdate", "a b d c")]
    [InlineData("Patient?_sort=family", "a b c d")]
    [InlineData("Patient?_sort=-family", "d a b c")]
    [InlineData("Patient?_sort=gender,-family", "b a c d")]
    [InlineData("Patient?_sort=general-practitioner", "c a b d")]
    [InlineData("Patient?_sort=-_id", "d c b a")]
    [InlineData("RiskAssessment?_sort=probability", "r1 r2")]
    [InlineData("RiskAssessment?_sort=-probability", "r1 r2")]
    [InlineData("Observation?_sort=value-quantity", "mg g")]
    [InlineData("?_type=RiskAssessment,Patient&_sort=-_id", "r2 r1 d c b a")]
    [InlineData("?_type=RiskAssessment,Patient", "a b c d r1 r2")]
    public void The_first_value_in_the_order_decides_and_nothing_comes_last(string query, string ids) => s_data.Ids(query.Contains('?') ? query : $"{query}?").Should().Be(ids);

    [Fact]
    public void Texts_compare_by_code_point() => CodePointOrder.Instance.Compare("豈", "𐐀").Should().BeNegative();

    [Fact]
    public void Pages_make_up_the_whole_in_order() => Prop.ForAll(
        Gen.Elements("birthdate", "-birthdate", "family", "-family,gender", "gender,-_id", "_lastUpdated").ToArbitrary(), Gen.Choose(1, 5).ToArbitrary(), (sort, count) =>
        {
            var all = s_data.Ids($"Patient?_sort={sort}");
            var pages = new List<string>();
            SearchPosition? after = null;
            do
            {
                var page = s_data.Run($"Patient?_sort={sort}&_count={count}", after);
                (page.Total, page.Matches.Count <= count).Should().Be((4, true));
                pages.AddRange(page.Matches.Select(m => m.Id));
                after = page.Next;
            }
            while (after is not null);
            string.Join(' ', pages).Should().Be(all);
        }).QuickCheckThrowOnFailure();
}
