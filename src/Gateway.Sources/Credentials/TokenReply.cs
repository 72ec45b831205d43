using Gateway.Sources.Http;

namespace Gateway.Sources.Credentials;

/// <summary>A token, or why there is none.</summary>
internal sealed record TokenReply(Token? Token, SourceReply? Failure);
