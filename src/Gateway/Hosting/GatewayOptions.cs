using System.ComponentModel.DataAnnotations;

namespace Gateway.Hosting;

/// <summary>What a deployment says of itself, section <c>Gateway</c>.</summary>
internal sealed class GatewayOptions
{
    public const string Section = "Gateway";

    /// <summary>The area that is served: one that the program carries, or a file.</summary>
    [Required]
    public string Area { get; set; } = "essex";

    /// <summary>The folder for the ledger, keys and secrets of this node.</summary>
    [Required]
    public string Data { get; set; } = "data";

    /// <summary>PostgreSQL's connection string, where nodes share the ledger; without it the ledger is a file in <see cref="Data"/>.</summary>
    public string? Postgres { get; set; }

    /// <summary>The file with the key of ids and links to pages, 32 bytes in base64; nodes that share a ledger share it. Without it one is made in <see cref="Data"/>.</summary>
    public string? KeyFile { get; set; }

    /// <summary>The address under which callers reach the gateway, where it is not the one that they ask for.</summary>
    public Uri? PublicAddress { get; set; }

    /// <summary>A folder of SearchParameters (JSON) beside those that the program carries. What is stored already is found by them once it is written anew.</summary>
    public string? SearchParameters { get; set; }
}
