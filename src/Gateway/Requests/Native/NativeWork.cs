using Gateway.Storage.Ledger;

namespace Gateway.Requests.Native;

/// <summary>Does the work of a native request, and turns what the ledger refuses into the answers that systems know.</summary>
internal static class NativeWork
{
    public static async Task<IResult> DoAsync(Func<Task<IResult>> work)
    {
        try
        {
            return await work();
        }
        catch (LedgerRefusedException e) when (e.Refusal == LedgerRefusal.KeyReused)
        {
            return new NativeProblem(StatusCodes.Status422UnprocessableEntity, "This X-Request-Id was used before for another content.");
        }
        catch (LedgerUnavailableException)
        {
            return new NativeProblem(StatusCodes.Status503ServiceUnavailable, "Nothing can be stored for the moment. Send the same request again.") { RetryAfter = TimeSpan.FromSeconds(10) };
        }
    }
}
