namespace Gateway.Sources.Credentials;

/// <summary>How the gateway shows a source who it is. Secrets stand in configuration, or better in files; they are never printed.</summary>
public sealed class CredentialOptions
{
    /// <summary>none, client-credentials or api-key; each may have a certificate beside it.</summary>
    public string Kind { get; set; } = "none";

    /// <summary>The token endpoint: absolute, or under the source's address.</summary>
    public string? TokenAddress { get; set; }

    public string? ClientId { get; set; }

    public string? Scope { get; set; }

    /// <summary>The client's secret or the API key.</summary>
    public string? Secret { get; set; }

    /// <summary>The file that holds it.</summary>
    public string? SecretFile { get; set; }

    /// <summary>The header of an API key.</summary>
    public string Header { get; set; } = "X-Api-Key";

    /// <summary>The gateway's own certificate: PFX, or PEM.</summary>
    public string? CertificateFile { get; set; }

    /// <summary>The key of a PEM certificate where it is a file of its own.</summary>
    public string? KeyFile { get; set; }

    /// <summary>The file that holds the password of the certificate or key.</summary>
    public string? PasswordFile { get; set; }

    /// <summary>PEM certificates to trust in place of the machine's own list.</summary>
    public string? TrustedFile { get; set; }

    public override string ToString() => $"credentials ({Kind})";
}
