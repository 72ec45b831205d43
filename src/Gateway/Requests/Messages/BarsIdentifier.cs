using Gateway.Fhir.Elements;

namespace Gateway.Requests.Messages;

/// <summary>An identifier as the headers of BaRS have it.</summary>
internal sealed record BarsIdentifier(string System, string Value)
{
    private const string Ods = "ods-organization-code";

    /// <summary>The ODS code; null for an organisation that is named otherwise.</summary>
    public string? OdsCode => System.EndsWith(Ods, StringComparison.OrdinalIgnoreCase) || System.EndsWith("ods-organisation-code", StringComparison.OrdinalIgnoreCase) ? Value.ToUpperInvariant() : null;

    /// <summary>The same with the system as UK Core writes it: published messages write it in several ways.</summary>
    public BarsIdentifier Known => OdsCode is { } code ? new BarsIdentifier(Sources.Systems.Ods, code) : this;

    /// <summary>True for an identifier element that names the same.</summary>
    public bool IsIn(Element identifier) => identifier.ChildText("system") is { } system && identifier.ChildText("value") is { } value && new BarsIdentifier(system, value).Known == Known;

    public void WriteTo(ElementDraft identifier) => identifier.AddText("system", Known.System).AddText("value", Known.Value);
}
