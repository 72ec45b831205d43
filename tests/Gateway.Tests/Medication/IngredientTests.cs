using Gateway.Fhir;
using Gateway.Medication;

namespace Gateway.Tests.Medication;

public sealed class IngredientTests
{
    [Theory]
    [InlineData("Sertraline 50mg tablets", "sertraline")]
    [InlineData("SERTRALINE", "sertraline")]
    [InlineData("Lustral 50mg tablets (Upjohn UK Ltd)", "lustral")]
    [InlineData("Levothyroxine sodium 100microgram tablets", "levothyroxine")]
    [InlineData("Co-codamol 8mg/500mg effervescent tablets", "co-codamol")]
    [InlineData("Ethinylestradiol 30microgram / Levonorgestrel 150microgram tablets", "ethinylestradiol + levonorgestrel")]
    [InlineData("Levonorgestrel 150microgram / Ethinylestradiol 30microgram tablets", "ethinylestradiol + levonorgestrel")]
    [InlineData("Insulin glargine 100units/ml solution for injection 3ml pre-filled disposable devices", "insulin glargine")]
    [InlineData("Morphine sulfate oral solution", "morphine")]
    [InlineData("Ferrous sulfate 200mg tablets", "ferrous sulfate")]
    [InlineData("Sodium chloride 0.9% infusion 100ml bags", "sodium chloride")]
    [InlineData("Salbutamol 100micrograms/dose inhaler CFC free", "salbutamol")]
    [InlineData("Local Mixture (Liquid paraffin light 63.4% bath additive, Cetraben emollient (Genus Pharmaceuticals Ltd))", "local mixture")]
    [InlineData("Something for sleep", "something for sleep")]
    [InlineData("5-HTP", "5-htp")]
    [InlineData("tablets", "tablets")]
    [InlineData("  ", "(no name)")]
    public void A_name_without_strength_form_salt_and_maker_groups(string name, string key) => MedicineName.Normalise(name).Should().Be(key);

    [Fact]
    public void Every_row_leads_to_its_ingredient()
    {
        var map = FhirContent.Read(File.ReadAllBytes(Path.Combine(TestFolders.Repository, "mappings", "codes", "ConceptMap-medicine-ingredient.json"))).Root;
        var rows = map["group"].SelectMany(g => g["element"]).ToArray();
        rows.Should().NotBeEmpty();
        foreach (var row in rows)
        {
            var target = row["target"].Single();
            HistoryView.Ingredients.Find([row.ChildText("code")!], null).Should().Be(
                new Ingredient(target.ChildText("display")!.ToLowerInvariant(), target.ChildText("display")!, target.ChildText("code")));
        }
    }

    [Fact]
    public void A_name_and_a_code_of_one_medicine_meet()
    {
        var named = HistoryView.Ingredients.Find([], "diazepam");
        HistoryView.Ingredients.Find(["42128111000001101"], "Something else")!.Key.Should().Be(named!.Key);
    }

    [Fact]
    public void A_code_that_is_not_known_falls_back_to_the_name() =>
        HistoryView.Ingredients.Find(["39704111000001102"], "Sertraline 50mg tablets").Should().Be(new Ingredient("sertraline", "Sertraline", null));
}
