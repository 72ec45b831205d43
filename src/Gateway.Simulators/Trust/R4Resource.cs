namespace Gateway.Simulators.Trust;

/// <summary>A version of a resource, written out, with the NHS number of the patient that it is about.</summary>
internal sealed record R4Resource(string Type, string Id, int Version, string? NhsNumber, byte[] Json)
{
    public string ETag => $"W/\"{Version}\"";
}
