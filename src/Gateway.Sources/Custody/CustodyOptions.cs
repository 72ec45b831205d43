using System.ComponentModel.DataAnnotations;

namespace Gateway.Sources.Custody;

/// <summary>How police custody is asked and told.</summary>
public sealed class CustodyOptions
{
    /// <summary>The format of what is told: xml or json.</summary>
    [RegularExpression("xml|json")]
    public string Format { get; set; } = "xml";
}
