using Gateway.Sources;

namespace Gateway.Requests.Writes;

/// <summary>A change of a version that its source does not have any more: it may have been made by an attempt whose answer was lost.</summary>
internal static class WrittenChange
{
    /// <summary>The record as it is now, where it says what the change says; null where the change was not made, or was answered otherwise.</summary>
    public static async Task<SourceRecord?> FindAsync(IResourceSource source, SourceChange change, SourceWrite write, CancellationToken cancellation)
    {
        if (write.Status != StatusCodes.Status412PreconditionFailed || change is not { Locator: { } locator, Version: not null })
            return null;
        var now = await source.ReadAsync(change.Type, locator, cancellation);
        return now.Records.FirstOrDefault(record => record.Bundle["entry"].SelectMany(e => e["resource"])
            .FirstOrDefault(r => r.Type.Name == change.Type && r.ChildText("id") == change.Content.ChildText("id")) is { IsNone: false } there && InwardContent.IsSame(there, change.Content));
    }
}
