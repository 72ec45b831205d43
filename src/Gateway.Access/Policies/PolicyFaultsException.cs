namespace Gateway.Access.Policies;

/// <summary>Policies that nothing can be decided by, with everything that is wrong with them.</summary>
public sealed class PolicyFaultsException(IReadOnlyList<string> faults) : Exception($"The access policies have faults:{Environment.NewLine}{string.Join(Environment.NewLine, faults.Select(f => $"  {f}"))}")
{
    /// <summary>Each with the file and the place that it is in.</summary>
    public IReadOnlyList<string> Faults { get; } = faults;
}
