using System.Net;
using Gateway.Disclosures.Audit;

namespace Gateway.Tests.Disclosures;

/// <summary>Whoever floods the gate fills neither memory nor disk, and no call is lost from the counts.</summary>
public sealed class RefusedCallsTests
{
    private static readonly DateTimeOffset s_now = new(2026, 1, 15, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_flood_from_everywhere_has_a_bounded_number_of_counts_and_keeps_its_number()
    {
        var calls = new RefusedCalls();
        for (var i = 0; i < 5_000; i++)
            calls.Count(null, new IPAddress([10, 0, (byte)(i / 256), (byte)i]), $"GET /{i}", "no-token", s_now.AddSeconds(i));
        var taken = calls.Take();

        taken.Should().HaveCount(RefusedCalls.Most + 1);
        taken.Values.Sum(c => c.Calls).Should().Be(5_000);
        taken.Values.Should().OnlyContain(c => c.Asked.Count <= 20);
        taken.Values.Max(c => c.Last).Should().Be(s_now.AddSeconds(4_999));
    }

    [Fact]
    public void A_host_has_one_count_whichever_of_its_addresses_it_uses()
    {
        var calls = new RefusedCalls();
        foreach (var address in (string[])["2001:db8::1", "2001:db8::2", "10.0.0.1", "::ffff:10.0.0.1"])
            calls.Count(null, IPAddress.Parse(address), "GET /", "no-token", s_now);

        calls.Take().Select(c => (c.Key.Network, c.Value.Calls)).Should().BeEquivalentTo([("2001:db8::", 2L), ("10.0.0.1", 2L)]);
    }

    [Fact]
    public void What_could_not_be_written_is_counted_with_what_comes()
    {
        var calls = new RefusedCalls();
        calls.Count("a", IPAddress.Loopback, "GET /", "scope", s_now);
        var taken = calls.Take();
        calls.Count("a", IPAddress.Loopback, "PUT /", "scope", s_now.AddSeconds(1));
        calls.Restore(taken);

        var one = calls.Take().Should().ContainSingle().Which;
        (one.Key.Client, one.Value.Calls, one.Value.First).Should().Be(("a", 2, s_now));
        one.Value.Asked.Should().BeEquivalentTo("GET /", "PUT /");
    }
}
