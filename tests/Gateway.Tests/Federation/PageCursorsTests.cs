using System.Security.Cryptography;
using Gateway.Federation.Paging;
using Gateway.Fhir.Search.Matching;

namespace Gateway.Tests.Federation;

public sealed class PageCursorsTests
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);
    private readonly PageCursors _cursors = new(SHA256.HashData("a key"u8));
    private readonly PageCursor _cursor = new("Task", "status=requested", new SearchPosition([new SortKey(false, "x", 3, 0.5), new SortKey(true)], "Task", "abc"), s_now.AddMinutes(10));

    [Fact]
    public void A_cursor_opens_for_the_caller_whose_search_it_was()
    {
        var opened = _cursors.Open(_cursors.Seal(_cursor, "caller"), "caller", s_now)!;
        opened.Should().BeEquivalentTo(_cursor);
    }

    [Fact]
    public void It_opens_for_nobody_else_and_not_for_ever()
    {
        var link = _cursors.Seal(_cursor, "caller");
        _cursors.Open(link, "another", s_now).Should().BeNull();
        _cursors.Open(link, "caller", s_now.AddMinutes(10)).Should().BeNull();
        new PageCursors(SHA256.HashData("another"u8)).Open(link, "caller", s_now).Should().BeNull();
    }

    [Fact]
    public void It_cannot_be_altered()
    {
        var link = _cursors.Seal(_cursor, "caller");
        for (var i = 0; i < link.Length; i += 7)
            _cursors.Open($"{link[..i]}{(link[i] == 'A' ? 'B' : 'A')}{link[(i + 1)..]}", "caller", s_now).Should().BeNull();
        foreach (var other in (string[])["", "A", "not base64!", link[..20], new string('A', 200)])
            _cursors.Open(other, "caller", s_now).Should().BeNull();
    }
}
