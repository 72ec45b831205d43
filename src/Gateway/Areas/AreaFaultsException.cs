namespace Gateway.Areas;

/// <summary>An area that a host cannot run on, with everything that is wrong with it.</summary>
internal sealed class AreaFaultsException(IReadOnlyList<string> faults) : Exception($"The area has faults:{Environment.NewLine}{string.Join(Environment.NewLine, faults.Select(f => $"  {f}"))}")
{
    public IReadOnlyList<string> Faults { get; } = faults;
}
