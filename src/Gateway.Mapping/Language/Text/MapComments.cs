namespace Gateway.Mapping.Language.Text;

/// <summary>The comments between two tokens: one that ends the line of the first, and those on lines of their own.</summary>
internal sealed class MapComments
{
    private readonly List<string> _leading = [];

    public string? Trailing { get; private set; }

    public string? Leading => _leading.Count == 0 ? null : Prose.Lines(string.Join('\n', _leading));

    public void Add(string comment, bool isOnNewLine)
    {
        if (isOnNewLine)
            _leading.Add(comment);
        else
            Trailing ??= Prose.Line(comment);
    }

    public void Clear()
    {
        _leading.Clear();
        Trailing = null;
    }
}
