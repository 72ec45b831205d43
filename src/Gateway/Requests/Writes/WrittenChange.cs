using Gateway.Sources;

namespace Gateway.Requests.Writes;

/// <summary>A change of a version that its source does not have any more: it may have been made by an attempt whose answer was lost.</summary>
internal static class WrittenChange
{
    public static async Task<bool> IsMadeAsync(IResourceSource source, SourceChange change, SourceWrite write, CancellationToken cancellation)
    {
        if (write.Status != StatusCodes.Status412PreconditionFailed || change is not { Locator: { } locator, Version: not null })
            return false;
        var now = (await source.ReadAsync(change.Type, locator, cancellation)).Records.SelectMany(r => r.Bundle["entry"]).SelectMany(e => e["resource"])
            .FirstOrDefault(r => r.Type.Name == change.Type && r.ChildText("id") == change.Content.ChildText("id"));
        return !now.IsNone && InwardContent.IsSame(now, change.Content);
    }
}
