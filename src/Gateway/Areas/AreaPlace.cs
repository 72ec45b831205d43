using System.ComponentModel.DataAnnotations;

namespace Gateway.Areas;

/// <summary>A police force, a custody suite or a court of an area, by the code that its own systems use.</summary>
internal sealed record AreaPlace
{
    [Required, RegularExpression("[A-Za-z0-9-]{1,16}")]
    public string Code { get; init; } = "";

    [Required]
    public string Name { get; init; } = "";

    public string? Telephone { get; init; }

    /// <summary>The code of the force that a suite belongs to.</summary>
    public string? Force { get; init; }
}
