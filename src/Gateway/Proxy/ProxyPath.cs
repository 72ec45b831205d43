using System.Text.RegularExpressions;

namespace Gateway.Proxy;

/// <summary>An address under a source's FHIR interface that leads somewhere through the proxy. There is no other.</summary>
/// <param name="Type">The type of resource; <c>metadata</c> for the CapabilityStatement.</param>
/// <param name="Id">The source's own id; null for the type as a whole.</param>
/// <param name="Version">A version of it; null for the current one.</param>
/// <param name="IsForm">True for a search that is posted.</param>
internal sealed partial record ProxyPath(string Type, string? Id = null, string? Version = null, bool IsForm = false)
{
    public const string Metadata = "metadata";

    /// <summary>The path in the source.</summary>
    public string Inner => Version is not null ? $"{Type}/{Id}/_history/{Version}" : Id is not null ? $"{Type}/{Id}" : Type;

    /// <summary>Reads what follows the interface's address, as the server gives it; null for what leads nowhere. Names of steps up are none of ids.</summary>
    public static ProxyPath? Read(string? path) => (path ?? "").Split('/') switch
    {
        [Metadata] => new(Metadata),
        [var type] when IsType(type) => new(type),
        [var type, "_search"] when IsType(type) => new(type, IsForm: true),
        [var type, var id] when IsType(type) && IsId(id) => new(type, id),
        [var type, var id, "_history", var version] when IsType(type) && IsId(id) && IsId(version) => new(type, id, version),
        _ => null,
    };

    private static bool IsType(string text) => Type_().IsMatch(text);

    private static bool IsId(string text) => Id_().IsMatch(text) && text.Trim('.').Length > 0;

    [GeneratedRegex(@"^[A-Z][A-Za-z]{1,63}\z")]
    private static partial Regex Type_();

    [GeneratedRegex(@"^[A-Za-z0-9\-.]{1,64}\z")]
    private static partial Regex Id_();
}
