namespace Gateway.Endpoints.Fhir;

/// <summary>The <c>_format</c> and <c>_pretty</c> of a posted search, which count as if they stood in the URL; empty where they are not given.</summary>
internal sealed record PostedFormat(string Format, string Pretty);
