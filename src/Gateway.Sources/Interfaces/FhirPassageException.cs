namespace Gateway.Sources.Interfaces;

/// <summary>Why nothing of a source's answer may be passed on.</summary>
public sealed class FhirPassageException(FhirReply reply) : IOException("The source gave nothing that may be passed on.")
{
    public FhirReply Reply => reply;
}
