using System.ComponentModel.DataAnnotations;

namespace Gateway.Areas;

/// <summary>A service that people are referred to.</summary>
internal sealed record AreaService
{
    /// <summary>Its code in https://health-justice.example/fhir/CodeSystem/service.</summary>
    [Required, RegularExpression("[a-z0-9-]{1,16}")]
    public string Code { get; init; } = "";

    [Required]
    public string Name { get; init; } = "";

    /// <summary>The ODS code of who provides it.</summary>
    [Required]
    public string Provider { get; init; } = "";
}
