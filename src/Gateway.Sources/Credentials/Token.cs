namespace Gateway.Sources.Credentials;

/// <summary>An access token and how long to use it, which is less than it lives.</summary>
internal sealed class Token(string text, DateTimeOffset useUntil)
{
    public string Text { get; } = text;

    public DateTimeOffset UseUntil { get; } = useUntil;

    public override string ToString() => "(token)";
}
