namespace Gateway.Security;

/// <summary>One issuer of tokens, an entry of <c>Security:Issuers</c>.</summary>
internal sealed class IssuerOptions
{
    /// <summary>What the claim <c>iss</c> must be, to the letter.</summary>
    public string? Issuer { get; set; }

    /// <summary>Where the issuer's OpenID metadata lies, without <c>/.well-known/openid-configuration</c>; when neither this nor a file is given, the issuer itself.</summary>
    public string? Authority { get; set; }

    /// <summary>A file with the issuer's public keys (a JWKS), in place of an authority. It is read again now and then.</summary>
    public string? JwksFile { get; set; }

    /// <summary>What the claim <c>aud</c> must name.</summary>
    public string? Audience { get; set; }

    /// <summary>The algorithms that its signatures may have, of those in <see cref="Tokens.SignatureAlgorithms"/>; all of them when none is named.</summary>
    public IList<string> Algorithms { get; } = [];
}
