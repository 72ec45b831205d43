namespace Gateway.Requests.Pushes;

/// <summary>A kind of record that systems push.</summary>
/// <param name="Kind">What sources call it (<see cref="Sources.PushedRecords"/>).</param>
/// <param name="Path">Where it is pushed to.</param>
/// <param name="Scope">Who may push it.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Received">The name of the answer, in XML.</param>
/// <param name="MediaTypes">In which forms it comes.</param>
internal sealed record PushedKind(string Kind, string Path, string Scope, string Title, string Received, IReadOnlyList<string> MediaTypes)
{
    /// <summary>True where a push brings exactly one record.</summary>
    public bool IsSingle { get; init; } = true;
}
