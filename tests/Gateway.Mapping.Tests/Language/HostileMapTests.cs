using System.Text;
using FsCheck.Fluent;
using Gateway.Mapping.Language;
using Gateway.Mapping.Tests.Data;

namespace Gateway.Mapping.Tests.Language;

public sealed class HostileMapTests
{
    private static readonly string[] s_pieces =
        ["{", "}", "(", ")", ";", "->", "\"", "'", "`", "/*", "//", "///", "group", "then", "where", "default", "as", "\\", "\\u", "<<", "..", "--", "\n", "\ud800", "@", "@2020", "0", "evaluate(", "%", "$this", ",", ":", "=", "conceptmap \"#x\" {", "\0"];

    [Fact]
    public void Random_text_never_throws() =>
        FsCheck.Check.One(FsCheck.Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll<string>(text =>
            MapText.Read(text ?? "").Faults.Count > 0 && MapText.Read($"map \"u\" = n\ngroup g(source s) {{ {text} }}") is not null));

    [Fact]
    public void Random_changes_of_a_map_never_throw_and_what_still_reads_stays_the_same_in_all_forms()
    {
        var random = new Random(20250301);
        var sound = 0;
        for (var i = 0; i < 3000; i++)
        {
            var text = new StringBuilder(MapTexts.Everything);
            for (var changes = random.Next(1, 4); changes > 0; changes--)
                Change(text, random);
            var read = MapText.Read(text.ToString());
            (read.Map is null).Should().Be(read.Faults.Count > 0);
            read.Faults.Should().NotContain(f => f.Line == 0 || f.Column == 0);
            if (read.Map is null)
                continue;
            sound++;
            RoundTrip.Check(read.Map);
        }

        sound.Should().BeGreaterThan(150);
    }

    [Fact]
    public void A_map_cut_short_never_throws_wherever_it_is_cut()
    {
        for (var length = 0; length < MapTexts.Everything.Length; length++)
            MapText.Read(MapTexts.Everything[..length]).Should().NotBeNull();
    }

    [Theory]
    [InlineData("a -> b then { ")]
    [InlineData("a where ((((((((((((((((((((")]
    [InlineData("{{{{{{{{{{")]
    [InlineData("a.")]
    [InlineData("a, ")]
    [InlineData("s:a == ")]
    [InlineData("'")]
    [InlineData("/* ")]
    [InlineData("group g(")]
    [InlineData("\nuses ")]
    [InlineData("x where 1 + ")]
    [InlineData("a -> b = evaluate(c, ")]
    [InlineData(";")]
    [InlineData("a -> b;\n")]
    [InlineData("a.b -> c.d = (x.y + 'z') \"n\"; ")]
    [InlineData("} group g(source s) <<a a a ")]
    [InlineData("} conceptmap \"a\" { unmapped for - - - ")]
    public async Task Endless_text_is_refused_in_time(string piece)
    {
        var text = new StringBuilder("map \"http://x\" = y\ngroup g(source s) { ");
        while (text.Length < 1_000_000)
            text.Append(piece);
        var reading = Task.Run(() => MapText.Read(text.ToString()));
        (await Task.WhenAny(reading, Task.Delay(TimeSpan.FromSeconds(20)))).Should().BeSameAs(reading);
        (await reading).Faults.Should().NotBeEmpty().And.HaveCountLessThanOrEqualTo(1001);
    }

    [Fact]
    public void Rules_are_nested_as_deep_as_a_resource_can_hold_and_no_deeper()
    {
        RoundTrip.Check(RoundTrip.Read(Nested(50)));
        var fault = MapText.Read(Nested(51)).Faults.Should().ContainSingle().Which;
        fault.Message.Should().Be("Rules are nested more than 50 deep.");
    }

    [Fact]
    public void Longer_text_than_the_limit_is_not_looked_at() =>
        MapText.Read(new string(' ', MapText.MaxLength + 1)).Faults.Should().ContainSingle().Which.Kind.Should().Be(Gateway.Fhir.Outcomes.FaultKind.TooLong);

    private static string Nested(int depth)
    {
        var rules = "a -> b = truncate(a, @2020);";
        for (var i = 1; i < depth; i++)
            rules = $"a as a then {{ {rules} }};";
        return $"map \"http://x\" = y\ngroup g(source s) {{ {rules} }}";
    }

    private static void Change(StringBuilder text, Random random)
    {
        var at = random.Next(text.Length);
        var length = Math.Min(random.Next(1, 20), text.Length - at);
        switch (random.Next(4))
        {
            case 0: text[at] = (char)random.Next(1, 0x250); break;
            case 1: text.Remove(at, length); break;
            case 2: text.Insert(random.Next(text.Length), text.ToString(at, length)); break;
            default: text.Insert(at, s_pieces[random.Next(s_pieces.Length)]); break;
        }
    }
}
