namespace Gateway.Commands.Search;

/// <summary>A search as it stands behind a server's base, taken apart.</summary>
/// <param name="Path">What stands before the question mark.</param>
/// <param name="Type">The type searched; null for all.</param>
/// <param name="Compartment">The compartment searched in, or null.</param>
/// <param name="Query">What stands behind the question mark.</param>
internal sealed record SearchUrl(string Path, string? Type, (string Type, string Id)? Compartment, string Query)
{
    /// <summary><c>Type?…</c>, <c>?…</c>, <c>Type/id/Type?…</c> or <c>Type/id/*?…</c>; null for anything else.</summary>
    public static SearchUrl? Split(string url)
    {
        var mark = url.IndexOf('?', StringComparison.Ordinal);
        var path = (mark < 0 ? url : url[..mark]).Trim('/');
        var query = mark < 0 ? "" : url[(mark + 1)..];
        return path.Split('/') switch
        {
            [""] when mark >= 0 => new SearchUrl(path, null, null, query),
            [{ Length: > 0 } type] => new SearchUrl(type, type, null, query),
            [{ Length: > 0 } owner, { Length: > 0 } id, { Length: > 0 } type] => new SearchUrl(path, type == "*" ? null : type, (owner, id), query),
            _ => null,
        };
    }
}
