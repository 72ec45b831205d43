using System.ComponentModel.DataAnnotations;
using Gateway.Sources.CaseSystem;
using Gateway.Sources.Credentials;
using Gateway.Sources.Custody;
using Gateway.Sources.Http;
using Gateway.Sources.Interfaces;
using Gateway.Sources.Trust;

namespace Gateway.Sources;

/// <summary>One outside system of an area, as its configuration names it.</summary>
public sealed class SourceOptions
{
    /// <summary>The name in configuration, logs and metrics: small letters, digits and hyphens.</summary>
    [Required, RegularExpression("[a-z][a-z0-9-]{0,39}")]
    public string Name { get; set; } = "";

    /// <summary>case-system, custody, trust, community or courts.</summary>
    [Required]
    public string Kind { get; set; } = "";

    /// <summary>1 to 255 and never changed: it is part of gateway ids.</summary>
    [Range(1, 255)]
    public int Number { get; set; }

    /// <summary>The name that people know it by; the name where left out.</summary>
    public string? Title { get; set; }

    /// <summary>The ODS code, or the force's code, of the organisation whose records these are.</summary>
    [Required]
    public string Organization { get; set; } = "";

    /// <summary>Where it is reached: http or https, without query. Courts need none, because they only push.</summary>
    public Uri? Address { get; set; }

    public CredentialOptions Credentials { get; set; } = new();

    public LimitOptions Limits { get; set; } = new();

    /// <summary>Its own FHIR R4 interface, where callers may speak to it through the gateway.</summary>
    public FhirInterfaceOptions Fhir { get; set; } = new();

    /// <summary>The types that callers may create and change in it through the gateway; none where it is changed by its own people alone. Referrals and messages go their own ways.</summary>
    public IList<string> Writes { get; } = [];

    public CaseSystemOptions CaseSystem { get; set; } = new();

    public CustodyOptions Custody { get; set; } = new();

    public TrustOptions Trust { get; set; } = new();
}
