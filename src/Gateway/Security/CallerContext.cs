using Microsoft.AspNetCore.Http;

namespace Gateway.Security;

/// <summary>The caller of a request.</summary>
internal static class CallerContext
{
    /// <summary>The caller, whom <see cref="Gate"/> let in.</summary>
    /// <exception cref="InvalidOperationException">The path is open to the anonymous, or the gate does not stand before it.</exception>
    public static Caller Caller(this HttpContext context) =>
        context.FindCaller() ?? throw new InvalidOperationException("The request has no caller.");

    /// <summary>The caller; null for the anonymous.</summary>
    public static Caller? FindCaller(this HttpContext context) => context.Features.Get<Caller>();

    internal static void SetCaller(this HttpContext context, Caller caller) => context.Features.Set(caller);
}
