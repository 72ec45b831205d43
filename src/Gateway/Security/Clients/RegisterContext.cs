using Microsoft.AspNetCore.Http;

namespace Gateway.Security.Clients;

/// <summary>The register of a request.</summary>
internal static class RegisterContext
{
    /// <summary>The register as it was read for this request, which bears a token.</summary>
    /// <exception cref="InvalidOperationException"><see cref="RegisterReading"/> does not stand before.</exception>
    public static RegisterSnapshot Register(this HttpContext context) =>
        context.Features.Get<RegisterSnapshot>() ?? throw new InvalidOperationException("The register was not read.");
}
