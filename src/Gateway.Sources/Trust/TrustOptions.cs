namespace Gateway.Sources.Trust;

/// <summary>Which interfaces of a trust are used.</summary>
public sealed class TrustOptions
{
    /// <summary>The structured record of GP Connect (FHIR STU3).</summary>
    public bool GpConnect { get; set; } = true;

    /// <summary>Searches, reads and writes in FHIR R4.</summary>
    public bool R4 { get; set; }

    /// <summary>The path of GP Connect under the source's address.</summary>
    public string GpConnectPath { get; set; } = "gpconnect/fhir/";

    /// <summary>The path of FHIR R4 under the source's address.</summary>
    public string R4Path { get; set; } = "r4/";

    /// <summary>What is asked to see whether the trust answers.</summary>
    public string HealthPath { get; set; } = "r4/metadata";
}
