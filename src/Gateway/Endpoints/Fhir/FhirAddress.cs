namespace Gateway.Endpoints.Fhir;

/// <summary>The address under which callers reach the FHIR interface: as configured, else as they asked.</summary>
internal sealed class FhirAddress(Uri? configured)
{
    public const string Path = "/fhir";

    public string Of(HttpRequest request) => configured is not null ? $"{configured.AbsoluteUri.TrimEnd('/')}{Path}" : $"{request.Scheme}://{request.Host}{request.PathBase}{Path}";
}
