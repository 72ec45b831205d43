using System.Net;

namespace Gateway.Simulators.Serving;

/// <summary>A body of which half is sent before the connection breaks.</summary>
internal sealed class CutContent(byte[] body) : HttpContent
{
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await stream.WriteAsync(body.AsMemory(0, body.Length / 2));
        await stream.FlushAsync();
        throw new IOException("The body was cut.");
    }

    protected override bool TryComputeLength(out long length)
    {
        length = body.Length;
        return true;
    }
}
