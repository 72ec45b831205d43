using System.ComponentModel.DataAnnotations;

namespace Gateway.Areas;

/// <summary>An organisation of an area.</summary>
internal sealed record AreaOrganization
{
    /// <summary>Its ODS code.</summary>
    [Required, RegularExpression("[A-Z0-9]{3,10}")]
    public string Ods { get; init; } = "";

    [Required]
    public string Name { get; init; } = "";

    /// <summary>trust, case-service or community.</summary>
    [Required, RegularExpression("trust|case-service|community")]
    public string Kind { get; init; } = "";
}
