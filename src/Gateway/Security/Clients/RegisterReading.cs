using Microsoft.AspNetCore.Http;

namespace Gateway.Security.Clients;

/// <summary>Stands before the check of tokens: what bears one is judged by the register as it is now, whose keys sign the gateway's own.</summary>
internal sealed class RegisterReading(RequestDelegate next, ClientRegister register)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.Request.Headers.Authorization.Count > 0 && !OpenPaths.IsOpen(context))
            context.Features.Set(await register.CurrentAsync(context.RequestAborted));
        await next(context);
    }
}
