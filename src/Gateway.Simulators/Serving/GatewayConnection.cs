namespace Gateway.Simulators.Serving;

/// <summary>Where the gateway is, as one system has been told. It may be told later, and again.</summary>
internal sealed class GatewayConnection
{
    private volatile Tuple<Uri, string?>? _target;

    public Uri? Address => _target?.Item1;

    public string? Token => _target?.Item2;

    public void Set(Uri? address, string? token) => _target = address is null ? null : Tuple.Create(new Uri(address.AbsoluteUri.TrimEnd('/') + "/"), token);
}
