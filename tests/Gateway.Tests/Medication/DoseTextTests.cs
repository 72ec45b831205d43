using Gateway.Medication;

namespace Gateway.Tests.Medication;

public sealed class DoseTextTests
{
    private const double Unread = -1;

    [Theory]
    [InlineData("One To Be Taken Each Day", 1, "", 1)]
    [InlineData("one tablet, once a day", 1, "", 1)]
    [InlineData("TAKE ONE DAILY", 1, "", 1)]
    [InlineData("1 tablet a day", 1, "", 1)]
    [InlineData("one per day with breakfast", 1, "", 1)]
    [InlineData("1 tablet - every MORNING", 1, "", 1)]
    [InlineData("One To Be Taken At Night", 1, "", 1)]
    [InlineData("Take One Each Day Half An Hour Before Breakfast", 1, "", 1)]
    [InlineData("One To Be Taken Three Times A Day Twenty Minutes Before Food", 1, "", 3)]
    [InlineData("1 Tablet to be taken with food once per day", 1, "", 1)]
    [InlineData("Six To Be Taken Each Morning As A Single Dose", 6, "", 1)]
    [InlineData("One To Be Taken Twice A Day", 1, "", 2)]
    [InlineData("take two 4 times/day", 2, "", 4)]
    [InlineData("2 4 times a day", 2, "", 4)]
    [InlineData("two puffs qds prn", 2, "puff", 4)]
    [InlineData("Two Sprays To Be Used In Each Nostril Twice A Day", 2, "spray", 2)]
    [InlineData("One Drop To Be Used Twice A Day In The Affected Eye(s)", 1, "drop", 2)]
    [InlineData("One To Be Taken With Breakfast, Lunch And Evening Meal", 1, "", 3)]
    [InlineData("Take One Tablet Every Six Hours When Necessary", 1, "", 4)]
    [InlineData("1 capsule - every 4 hours - oral - Maximum dose 4 doses DAILY", 1, "", 6)]
    [InlineData("One Puff To Be Inhaled When Needed (Not More Than Once Daily)", 1, "puff", Unread)]
    [InlineData("two tablets up to four times a day", 2, "", 4)]
    [InlineData("40 ml once a day, supervised", 40, "ml", 1)]
    [InlineData("one tablet weekly", 1, "", 1.0 / 7)]
    [InlineData("one every other day", 1, "", 0.5)]
    [InlineData("half a tablet at night", 0.5, "", 1)]
    [InlineData("Apply Each Day", Unread, "", 1)]
    [InlineData("inhale 2 doses as needed", 2, "puff", Unread)]
    public void A_plain_dose_is_read(string text, double amount, string unit, double times)
    {
        var dose = DoseText.Read(text, Strength.Of(null));
        ((double?)dose.Amount ?? Unread).Should().Be(amount);
        dose.Unit.Should().Be(unit);
        ((double?)dose.TimesADay ?? Unread).Should().BeApproximately(times, 0.000001);
        dose.IsVague.Should().BeFalse();
    }

    [Theory]
    [InlineData("One Or Two To Be Taken Four Times A Day When Required", 4)]
    [InlineData("One Or Two To be Taken Every Four Hours When Necessary. Maximum 8 Tablets in 24 Hours", 6)]
    [InlineData("1-2 tablets at night", 1)]
    public void A_range_is_no_amount(string text, int times)
    {
        var dose = DoseText.Read(text, Strength.Of("Codeine 30mg tablets"));
        dose.Amount.Should().BeNull();
        dose.TimesADay.Should().Be(times);
    }

    [Theory]
    [InlineData("Two To Be Taken Each Day With Breakfast And Then Increase Dose As Directed")]
    [InlineData("One Tablet Daily For 21 Days; Subsequent Courses Repeated After 7-Day Tablet Free Interval")]
    [InlineData("one in the morning and two at night")]
    [InlineData("one twice a day, or three times a day when ill")]
    public void What_changes_or_says_two_things_is_not_read(string text)
    {
        var dose = DoseText.Read(text, Strength.Of(null));
        (dose.Amount is null || dose.TimesADay is null).Should().BeTrue();
        dose.IsVague.Should().BeFalse();
    }

    [Theory]
    [InlineData("As directed")]
    [InlineData("To Be Used As Directed")]
    [InlineData("As and when required")]
    [InlineData("Apply When Required")]
    [InlineData("n/a")]
    [InlineData("not applicable")]
    public void What_says_no_dose_is_vague(string text) => DoseText.Read(text, Strength.Of(null)).IsVague.Should().BeTrue();

    [Theory]
    [InlineData("Sertraline 50mg tablets", "two tablets daily", 100)]
    [InlineData("Levothyroxine sodium 100microgram tablets", "one daily", 0.1)]
    [InlineData("Methadone 1mg/ml oral solution", "40 ml daily", 40)]
    [InlineData("Bendroflumethiazide 2.5mg/5ml oral suspension", "10ml daily", 5)]
    [InlineData("Sertraline", "50mg daily", 50)]
    [InlineData("Metformin", "1g twice a day", 1000)]
    [InlineData("Sertraline", "one tablet daily", Unread)]
    [InlineData("Co-codamol 8mg/500mg tablets", "two tablets daily", Unread)]
    [InlineData("Salbutamol 100micrograms/dose inhaler", "two puffs daily", Unread)]
    [InlineData("Betamethasone valerate 0.1% cream", "1 daily", Unread)]
    public void The_strength_of_the_product_makes_milligrams(string medicine, string text, double milligrams) =>
        ((double?)DoseText.Read(text, Strength.Of(medicine)).Milligrams ?? Unread).Should().Be(milligrams);

    [Theory]
    [InlineData("99999999999999999999999999999999999999 tablets every 0.0000000000000000000000000001 hours")]
    [InlineData("79228162514264337593543950335 mg 79228162514264337593543950335 times a day")]
    [InlineData("")]
    public void Numbers_that_no_dose_has_do_no_harm(string text)
    {
        var dose = DoseText.Read(text, Strength.Of("Sertraline 79228162514264337593543950335mg tablets"));
        Dose.Compare(dose, dose with { Text = "other" }).Should().NotBe(DoseComparison.Differs);
    }
}
