using Gateway.Storage;
using Microsoft.AspNetCore.Http;

namespace Gateway.Security.Clients;

/// <summary>Stands before the check of tokens: what bears one is judged by the register as it is now, whose keys sign the gateway's own. What else of the ledger is kept while its counters stand is judged by the same reading of them.</summary>
internal sealed class RegisterReading(RequestDelegate next, ClientRegister register, GatewayLedger ledger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        ledger.ShareCounters();
        if (context.Request.Headers.Authorization.Count > 0 && !OpenPaths.IsOpen(context))
            context.Features.Set(await register.CurrentAsync(context.RequestAborted));
        await next(context);
    }
}
