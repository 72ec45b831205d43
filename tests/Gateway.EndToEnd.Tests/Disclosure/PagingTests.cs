using System.Buffers.Text;
using System.Net;
using System.Text;
using Gateway.EndToEnd.Tests.Data;
using Gateway.Security.Tokens;

namespace Gateway.EndToEnd.Tests.Disclosure;

/// <summary>Links to pages and ids lead those to whom they were given, for as long as they were given, and tell nothing to anybody.</summary>
public sealed class PagingTests
{
    private const string Base32 = "abcdefghijklmnopqrstuvwxyz234567";
    private readonly ShiftedTime _time = new();

    [Fact]
    public async Task A_link_to_the_next_page_is_the_callers_own_unaltered_and_short_lived()
    {
        await using var demo = await StartAsync();
        var next = Next(await demo.SearchAsync(Query(demo)))!;
        var own = await demo.AskAsync(DemoClients.TrustClinician, next);
        var others = await demo.AskAsync(DemoClients.Practitioner, next);
        var nobodys = await demo.AskAsync(null, next);
        var altered = await Task.WhenAll(Altered(next).Select(l => demo.AskAsync(DemoClients.TrustClinician, l)));
        var elsewhere = await demo.AskAsync(DemoClients.TrustClinician, next.Replace("/MedicationStatement?", "/MedicationRequest?", StringComparison.Ordinal));
        _time.Shift = TimeSpan.FromMinutes(11);
        var old = await demo.AskAsync(DemoClients.TrustClinician, next);

        own.Status.Should().Be(HttpStatusCode.OK);
        others.Status.Should().Be(HttpStatusCode.BadRequest);
        nobodys.Status.Should().Be(HttpStatusCode.Unauthorized);
        altered.Append(elsewhere).Append(old).Should().OnlyContain(a => a.Status == HttpStatusCode.BadRequest && a.Text == others.Text);
    }

    [Fact]
    public async Task The_pages_together_are_the_whole_each_resource_once_and_no_address_tells_who_it_is_about()
    {
        await using var demo = await StartAsync();
        var number = demo.People.KnownEverywhere.NhsNumber!;
        var whole = (await demo.SearchAsync(Query(demo).Replace("_count=1", "_count=1000", StringComparison.Ordinal))).Found.Of("MedicationStatement").Select(r => r.ChildText("id")!).ToList();
        var (paged, links) = (new List<string>(), new List<string>());
        for (var page = await demo.SearchAsync(Query(demo)); ; page = await demo.AskAsync(DemoClients.TrustClinician, links[^1]))
        {
            paged.AddRange(page.Found.Of("MedicationStatement").Select(r => r.ChildText("id")!));
            if (Next(page) is not { } next || links.Count > whole.Count)
                break;
            links.Add(next);
        }

        whole.Should().HaveCountGreaterThan(2);
        paged.Should().Equal(whole);
        paged.Concat(links.Select(l => l[(l.IndexOf('=', StringComparison.Ordinal) + 1)..])).SelectMany(Readings).Should().NotContain(t => t.Contains(number, StringComparison.Ordinal));
    }

    private Task<RunningDemo> StartAsync() => RunningDemo.StartAsync(o => o with { Time = _time });

    private static string Query(RunningDemo demo) => $"MedicationStatement?patient.identifier={RunningDemo.Escaped(RunningDemo.Nhs, demo.People.KnownEverywhere.NhsNumber!)}&_count=1";

    private static string? Next(Answer answer) => answer.Resource["link"].Where(l => l.ChildText("relation") == "next").Select(l => l.ChildText("url")).FirstOrDefault();

    private static IEnumerable<string> Altered(string link)
    {
        var start = link.IndexOf('=', StringComparison.Ordinal) + 1;
        foreach (var at in (int[])[start, (start + link.Length) / 2, link.Length - 2])
            yield return $"{link[..at]}{(link[at] == 'A' ? 'B' : 'A')}{link[(at + 1)..]}";
        yield return link[..start];
        yield return link[..^4];
        yield return $"{link[..start]}%F0%9F%A6%89";
    }

    // As it stands, and in the alphabets that hide least.
    private static IEnumerable<string> Readings(string token)
    {
        yield return token;
        var even = token[..(token.Length / 4 * 4)];
        if (Base64Url.IsValid(even))
            yield return Encoding.Latin1.GetString(Base64Url.DecodeFromChars(even));
        if (!token.All(c => Base32.Contains(c, StringComparison.Ordinal)))
            yield break;
        var bits = string.Concat(token.Select(c => Convert.ToString(Base32.IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        yield return string.Concat(bits.Chunk(8).Where(b => b.Length == 8).Select(b => (char)Convert.ToByte(new string(b), 2)));
    }
}
