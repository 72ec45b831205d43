using System.Data.Common;
using Gateway.Endpoints.Fhir;
using Gateway.Requests.Native;
using Gateway.Storage.Ledger;
using Gateway.Telemetry;

namespace Gateway.Endpoints;

/// <summary>The one place where what nobody expected becomes an answer: that it failed, and nothing of how.</summary>
internal static class Failures
{
    public static IApplicationBuilder UseFailures(this IApplicationBuilder app)
    {
        var log = app.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger("Gateway");
        app.Use(async (http, next) =>
        {
            try
            {
                await next(http);
                await TellAsync(http);
            }
            catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
            {
                // The caller went away.
            }
            catch (BadHttpRequestException e) when (!http.Response.HasStarted)
            {
                await Unreadable(http, e.StatusCode).ExecuteAsync(http);
            }
            catch (Exception e) when (e is LedgerUnavailableException or DbException && !http.Response.HasStarted)
            {
                await Answer(http, StatusCodes.Status503ServiceUnavailable, "no-store", "The gateway's own store cannot be reached for the moment.").ExecuteAsync(http);
            }
            catch (Exception e) when (!http.Response.HasStarted)
            {
                // The message of an exception may hold data; its type and place do not.
                Log.RequestFailed(log, e.GetType().Name, Log.PlaceOf(e));
                await Answer(http, StatusCodes.Status500InternalServerError, "exception", "The gateway failed. The request may be sent again.").ExecuteAsync(http);
            }
        });
        return app;
    }

    // What routing turns away bears a status and no word.
    private static Task TellAsync(HttpContext http) => http.Response is { HasStarted: false, ContentLength: null, ContentType: null, StatusCode: 404 or 405 or 415 } response
        ? Answer(http, response.StatusCode, "not-supported", response.StatusCode switch { 404 => "There is no such address.", 405 => "This address does not know the method.", _ => "Content of this type is not taken." }).ExecuteAsync(http) : Task.CompletedTask;

    /// <summary>What cannot be read as a request, or not so fast or so long.</summary>
    public static IResult Unreadable(HttpContext http, int status) => status switch
    {
        StatusCodes.Status413PayloadTooLarge => Answer(http, status, "too-long", "The content is longer than may be, as it came or unpacked."),
        StatusCodes.Status408RequestTimeout => Answer(http, status, "timeout", "The request came too slowly."),
        StatusCodes.Status414UriTooLong => Answer(http, status, "too-long", "The address is longer than may be."),
        StatusCodes.Status431RequestHeaderFieldsTooLarge => Answer(http, status, "too-long", "There are more headers, or longer ones, than may be."),
        StatusCodes.Status405MethodNotAllowed => Answer(http, status, "not-supported", "The method is not for such an address."),
        _ => Answer(http, status, "structure", "The request cannot be read."),
    };

    /// <summary>A refusal in the words of the interface that was asked: an OperationOutcome, or a problem.</summary>
    public static IResult Answer(HttpContext http, int status, string code, string text) =>
        FhirAddress.IsFhir(http.Request.Path) ? FhirAnswer.Of(new FhirProblem(status, code, text)) : new NativeProblem(status, text);
}
