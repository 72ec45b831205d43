using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Hosting.Surface.Refused;

/// <summary>A connection whose last answer can be given in place of the server's. TLS puts its own transport over that of the connection, so what the server writes to is whatever was put there last.</summary>
internal sealed class AnsweringConnection : ConnectionContext
{
    private readonly ConnectionContext _inner;
    private AnsweringPipe _pipe;

    public AnsweringConnection(ConnectionContext inner)
    {
        (_inner, _pipe) = (inner, new AnsweringPipe(inner.Transport));
        inner.Features.Set(this);
    }

    public override IDuplexPipe Transport { get => _pipe; set => _pipe = value as AnsweringPipe ?? new AnsweringPipe(value); }

    public override string ConnectionId { get => _inner.ConnectionId; set => _inner.ConnectionId = value; }

    public override IFeatureCollection Features => _inner.Features;

    public override IDictionary<object, object?> Items { get => _inner.Items; set => _inner.Items = value; }

    public override CancellationToken ConnectionClosed { get => _inner.ConnectionClosed; set => _inner.ConnectionClosed = value; }

    public override EndPoint? LocalEndPoint { get => _inner.LocalEndPoint; set => _inner.LocalEndPoint = value; }

    public override EndPoint? RemoteEndPoint { get => _inner.RemoteEndPoint; set => _inner.RemoteEndPoint = value; }

    /// <summary>Sends this, and nothing more that the server says.</summary>
    public void AnswerWith(byte[] answer) => _pipe.Answering.AnswerWith(answer);

    public override void Abort(ConnectionAbortedException abortReason) => _inner.Abort(abortReason);

    public override void Abort() => _inner.Abort();

    public override async ValueTask DisposeAsync()
    {
        await _inner.DisposeAsync();
        await base.DisposeAsync();
    }
}
