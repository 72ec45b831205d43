namespace Gateway.Mapping.Language;

/// <summary>An input of a group: <c>source src : Type</c>.</summary>
/// <param name="Name">The variable that it is in the group.</param>
/// <param name="Type">The type, or the alias of a structure; null when any will do.</param>
/// <param name="Mode">Whether it is read or written.</param>
public sealed record MapInput(string Name, string? Type, MapInputMode Mode)
{
    public MapPlace Place { get; init; }
}
