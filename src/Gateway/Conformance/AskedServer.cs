using Gateway.Sources.Terminology;

namespace Gateway.Conformance;

/// <summary>The terminology server of the deployment, opened once for all who ask it.</summary>
/// <param name="Server">The server; null where none is configured.</param>
internal sealed record AskedServer(TerminologyServer? Server) : IDisposable
{
    public void Dispose() => Server?.Dispose();
}
