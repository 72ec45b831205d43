using System.ComponentModel.DataAnnotations;

namespace Gateway.Areas;

/// <summary>A service that people are referred to.</summary>
internal sealed record AreaService
{
    /// <summary>Its code in the code systems <c>service</c> or <c>referral-service</c>.</summary>
    [Required, RegularExpression("[a-z0-9-]{1,40}")]
    public string Code { get; init; } = "";

    [Required]
    public string Name { get; init; } = "";

    /// <summary>The ODS code of who provides it.</summary>
    [Required]
    public string Provider { get; init; } = "";

    /// <summary>Its numbers in the Directory of Services, by which messages are sent to it; none where it takes none.</summary>
    public IReadOnlyList<string> DosServiceIds { get; init; } = new List<string>();
}
