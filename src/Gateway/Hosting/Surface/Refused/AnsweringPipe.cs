using System.IO.Pipelines;

namespace Gateway.Hosting.Surface.Refused;

/// <summary>What a connection reads from and writes to; what is written can be replaced (<see cref="AnsweringWriter"/>).</summary>
internal sealed class AnsweringPipe(IDuplexPipe inner) : IDuplexPipe
{
    public PipeReader Input => inner.Input;

    public PipeWriter Output => Answering;

    public AnsweringWriter Answering { get; } = new(inner.Output);
}
