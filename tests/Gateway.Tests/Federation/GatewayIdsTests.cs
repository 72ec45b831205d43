using System.Security.Cryptography;
using System.Text;
using Gateway.Federation.Ids;

namespace Gateway.Tests.Federation;

public sealed class GatewayIdsTests
{
    private readonly GatewayIds _ids = new(SHA256.HashData("a key"u8));

    [Theory]
    [InlineData("g9990001006")]
    [InlineData("42CP/2026/000816")]
    [InlineData("rR-2204")]
    [InlineData("0d5f6a66-2f0d-4b4e-9d0a-0c1b6a1f7a11")]
    [InlineData("ABCDEFGHIJKLMNOPQRSTUV")]
    [InlineData("a.b_c~17!char'eq*")]
    public void An_id_opens_to_what_it_was_made_of(string locator)
    {
        var made = new GatewayId(3, "MedicationStatement", locator, GatewayIds.PlaceOf("#"));
        var id = _ids.Of(made)!;
        id.Should().MatchRegex("^[a-z2-7]{64}$");
        _ids.TryOpen(id, out var opened).Should().BeTrue();
        opened.Should().Be(made);
    }

    [Fact]
    public void An_id_always_comes_out_the_same_and_with_another_key_otherwise()
    {
        var made = new GatewayId(1, "Patient", "pP-100233", 7);
        _ids.Of(made).Should().Be(new GatewayIds(SHA256.HashData("a key"u8)).Of(made));
        new GatewayIds(SHA256.HashData("another"u8)).TryOpen(_ids.Of(made)!, out _).Should().BeFalse();
    }

    [Theory]
    [InlineData("23 letters are too manyX")]
    [InlineData("é")]
    [InlineData("")]
    public void A_locator_that_no_id_can_bear_gives_none(string locator) => _ids.Of(new GatewayId(1, "Patient", locator, 0)).Should().BeNull();

    [Fact]
    public void No_letter_of_an_id_can_be_changed()
    {
        var id = _ids.Of(new GatewayId(2, "Encounter", "42CP/2026/000816", 1))!;
        for (var i = 0; i < id.Length; i++)
            _ids.TryOpen($"{id[..i]}{(id[i] == 'a' ? 'b' : 'a')}{id[(i + 1)..]}", out _).Should().BeFalse();
        foreach (var other in (string[])["", id[1..], $"{id}a", id.ToUpperInvariant(), new string('a', 64), new string('1', 64)])
            _ids.TryOpen(other, out _).Should().BeFalse();
    }

    [Fact]
    public void An_id_holds_nothing_of_the_number_that_it_stands_for()
    {
        var ids = Enumerable.Range(0, 200).Select(i => _ids.Of(new GatewayId(3, "Patient", $"g99900{i:D5}", 0))!).ToList();
        ids.Should().OnlyHaveUniqueItems();
        ids.Select(i => i[..8]).Should().OnlyHaveUniqueItems();
        foreach (var id in ids)
            Encoding.Latin1.GetString(Base32(id)).Should().NotContain("999");
    }

    private static byte[] Base32(string text)
    {
        var bits = string.Concat(text.Select(c => Convert.ToString(c is >= 'a' and <= 'z' ? c - 'a' : c - '2' + 26, 2).PadLeft(5, '0')));
        return [.. Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2))];
    }
}
