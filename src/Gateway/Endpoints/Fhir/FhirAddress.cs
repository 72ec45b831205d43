namespace Gateway.Endpoints.Fhir;

/// <summary>The address under which callers reach the FHIR interface: as configured, else as they asked.</summary>
internal sealed class FhirAddress(Uri? configured)
{
    public const string Path = "/fhir";

    /// <summary>Under this stand the FHIR interfaces of sources.</summary>
    public const string Sources = "/sources";

    /// <summary>True where answers are FHIR's.</summary>
    public static bool IsFhir(PathString path) => path.StartsWithSegments(Path) || path.StartsWithSegments(Sources);

    /// <summary>The address of a source's own FHIR interface, as callers reach it.</summary>
    public string OfSource(HttpRequest request, string name) => $"{Of(request)[..^Path.Length]}{Sources}/{name}{Path}";

    public string Of(HttpRequest request) => configured is not null ? $"{configured.AbsoluteUri.TrimEnd('/')}{Path}" : $"{request.Scheme}://{request.Host}{request.PathBase}{Path}";
}
